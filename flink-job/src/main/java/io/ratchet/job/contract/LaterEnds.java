package io.ratchet.job.contract;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.Until;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which runs of a job go on though all of its runs have ended: those that were given a later end,
 * because {@code until} was raised, because their topic has more records, or because they may lose
 * more of them. One that had lost too large a share goes on with more records too: all of them are
 * judged together at its next end.
 *
 * @param spans what they read now, by run
 * @param undecided what of their topics stands in open transactions, a sentence each
 */
public record LaterEnds(Map<String, List<PartitionSpan>> spans, List<String> undecided) {
    /** No run goes on. */
    public static final LaterEnds NONE = new LaterEnds(Map.of(), List.of());

    /**
     * Compares where the runs of a job have ended with what is configured.
     *
     * @param existing the topics that there are
     * @param topics finds what stands on a topic
     * @param history of a job whose runs have all ended
     */
    public static LaterEnds of(
            JobConfiguration configuration,
            Set<String> existing,
            TopicSpans topics,
            JobHistory history,
            int generation) {
        Map<String, List<PartitionSpan>> spans = new TreeMap<>();
        Set<String> undecided = new LinkedHashSet<>();
        for (RunConfiguration run : configuration.runs()) {
            Optional<RunStart> start = history.start(run.id(), generation);
            Optional<RunStateRecord> state = history.state(run.id(), generation);
            // A topic that is gone has no more records; the run has ended all the same.
            boolean isThere = existing.contains(run.input().topic());
            if (start.isPresent() && state.isPresent() && isThere) {
                List<PartitionSpan> now = now(run, start.get(), topics, undecided);
                if (JobHistory.isBeforeLaterEnd(start.get(), state.get())
                        || isLater(run, start.get(), state.get(), now)) {
                    spans.put(run.id(), now);
                }
            }
        }
        return new LaterEnds(spans, List.copyOf(undecided));
    }

    private static List<PartitionSpan> now(
            RunConfiguration run, RunStart start, TopicSpans topics, Set<String> undecided) {
        boolean bounded = run.ending().until() instanceof Until.Offsets;
        Map<Integer, Long> ends = new HashMap<>();
        if (bounded) {
            TopicSpans.Found found = topics.find(run.input().topic(), false, true);
            found.spans().forEach(span -> ends.put(span.partition(), span.end()));
            undecided.addAll(found.undecided());
        }
        List<PartitionSpan> now = new ArrayList<>();
        for (PartitionSpan span : start.spans()) {
            long before = span.end() == PartitionSpan.OPEN ? span.begin() : span.end();
            long end =
                    bounded
                            ? Math.max(before, ends.getOrDefault(span.partition(), before))
                            : PartitionSpan.OPEN;
            now.add(new PartitionSpan(span.partition(), span.begin(), end));
        }
        return now;
    }

    private static boolean isLater(
            RunConfiguration run, RunStart start, RunStateRecord state, List<PartitionSpan> now) {
        Map<String, String> before = start.contract().changeable();
        RefusalLimits limits = run.ending().refusals();
        return switch (state.status()) {
            case TRAINING -> true;
            case REFUSED ->
                    limits.share() > Double.parseDouble(before.getOrDefault("refused-share", "1"))
                            ? isBeforeCount(run.ending().until(), state)
                            : hasMore(run.ending().until(), start, now);
            case DIVERGED ->
                    limits.batchesInRow()
                                    > Integer.parseInt(before.getOrDefault("refusal-limit", "0"))
                            && isBeforeCount(run.ending().until(), state);
            case SUCCEEDED, UNTRAINED -> isLater(run.ending().until(), start, state, now);
        };
    }

    private static boolean isLater(
            Until until, RunStart start, RunStateRecord state, List<PartitionSpan> now) {
        if (until instanceof Until.Offsets offsets) {
            return hasMore(until, start, now)
                    || (offsets.trainsRest() && state.waitingRecords() > 0);
        }
        return isBeforeCount(until, state);
    }

    private static boolean hasMore(Until until, RunStart start, List<PartitionSpan> now) {
        return until instanceof Until.Offsets && !now.equals(start.spans());
    }

    /** Whether a run has not come to the number of steps or samples that ends it, if one does. */
    private static boolean isBeforeCount(Until until, RunStateRecord state) {
        return !until.isReached(state.step(), state.samples());
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /**
     * What is fixed of the job's runs from now on.
     *
     * @param history what was fixed before
     * @param generation the runs of others stay as they are
     * @param ended where they stand in the last state; a run that is not in it has not begun, and
     *     is fixed anew when it does
     * @param number how often they had ended
     */
    public Map<String, RunStart> starts(
            JobHistory history, int generation, EndedRuns ended, int number) {
        Map<String, RunStart> starts = new HashMap<>();
        history.starts()
                .forEach(
                        (run, start) -> {
                            if (start.generation() != generation) {
                                starts.put(run, start);
                            } else if (spans.containsKey(run)) {
                                starts.put(run, goingOn(start, number, ended));
                            } else if (ended.positions().containsKey(run)) {
                                starts.put(run, start.staying(number));
                            }
                        });
        return starts;
    }

    private RunStart goingOn(RunStart start, int number, EndedRuns ended) {
        Map<Integer, Long> positions = ended.positions().getOrDefault(start.run(), Map.of());
        List<PartitionSpan> later = new ArrayList<>();
        List<Long> from = new ArrayList<>();
        for (PartitionSpan span : spans.getOrDefault(start.run(), List.of())) {
            long position = positions.getOrDefault(span.partition(), span.begin());
            from.add(position);
            later.add(
                    new PartitionSpan(
                            span.partition(), span.begin(), Math.max(span.end(), position)));
        }
        return start.goingOn(number, later, from);
    }
}
