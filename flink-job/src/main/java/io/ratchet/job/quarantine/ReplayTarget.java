package io.ratchet.job.quarantine;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.contract.ContractDifference;
import io.ratchet.job.decode.RunInput;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.PartitionSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The run that is to take what is sent again, and what it reads of its topic.
 *
 * @param run as it is configured
 * @param generation its generation; 0 before its first start
 * @param spans what it reads, or will read, of each partition
 * @param generations in which the runs of its job are, of those that were started
 */
record ReplayTarget(
        RunConfiguration run,
        int generation,
        List<PartitionSpan> spans,
        Map<String, Integer> generations) {
    ReplayTarget {
        spans = List.copyOf(spans);
        generations = Map.copyOf(generations);
    }

    /**
     * Finds it.
     *
     * @param ends where each partition begins and ends now
     * @throws ReplayException if nothing that is sent would be trained by it
     */
    static ReplayTarget of(
            JobConfiguration job,
            RunConfiguration run,
            Map<String, String> clients,
            List<PartitionSpan> ends) {
        Map<String, RunStart> starts =
                JobHistory.read(clients, job.topics().runState(), job.job()).starts();
        Map<String, Integer> generations = new HashMap<>();
        starts.forEach((id, start) -> generations.put(id, start.generation()));
        Optional<RunStart> start = Optional.ofNullable(starts.get(run.id()));
        List<Change> differences =
                start.map(fixed -> ContractDifference.of(run, fixed)).orElse(List.of());
        if (start.isPresent() && differences.isEmpty()) {
            return new ReplayTarget(
                    run, start.get().generation(), start.get().spans(), generations);
        }
        if (start.isPresent() && !(job.resume() instanceof ResumePolicy.Never)) {
            throw new ReplayException(
                    Message.of(
                            """
                            Nothing was sent: run '%s' is configured otherwise than it was \
                            started, so that it could not go on: %s. Give the changed run a new id \
                            and start it (from: latest, where it shall train nothing else of the \
                            past), and name it with --to; or start it afresh with resume: never, \
                            which reads all records again.""",
                            run.id(),
                            differences.stream()
                                    .map(Change::text)
                                    .collect(Collectors.joining("; "))));
        }
        if (run.input().fromLatest()) {
            throw new ReplayException(
                    Message.of(
                            """
                            Nothing was sent: run '%s' has not been started as it is configured, \
                            and its first start begins at the topic's end (from: latest), behind \
                            what would be sent now. Start it, and then give this command again.""",
                            run.id()));
        }
        return new ReplayTarget(run, 0, ends, generations);
    }

    /** Whether the generation that has refused a record is the one in which its run is. */
    boolean isCurrent(QuarantineEntry entry) {
        return entry.generation() == generations.getOrDefault(entry.run(), 0);
    }

    /** Whether it reads a place, has read it, or will where it goes on behind its end. */
    boolean reads(int partition, long offset) {
        return spans.stream()
                .anyMatch(span -> span.partition() == partition && span.begin() <= offset);
    }

    /** Whether it reads a partition at its end. */
    boolean readsOn(int partition) {
        return spans.stream().anyMatch(span -> span.partition() == partition);
    }

    /** Whether it ends where its topic ended once. */
    boolean isBounded() {
        return generation > 0 && spans.stream().anyMatch(span -> span.end() != PartitionSpan.OPEN);
    }

    /** Where records of its key belong. */
    OptionalInt keyPartition() {
        return run.input().keyPartition(spans.size());
    }

    /** What a decoder has to know of it, for records that stand at any offset. */
    RunInput input() {
        return RunInput.of(
                run,
                Math.max(1, generation),
                spans.stream()
                        .map(span -> new PartitionSpan(span.partition(), 0, PartitionSpan.OPEN))
                        .toList());
    }
}
