package io.ratchet.job.resume;

import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.record.RunStart;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.Until;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fixes what runs read at their first start, and holds later starts to it. */
final class RunStarts {
    private static final Logger LOG = LoggerFactory.getLogger(RunStarts.class);

    private final JobConfiguration configuration;
    private final Map<String, String> clients;
    private final Clock clock;

    RunStarts(JobConfiguration configuration, Map<String, String> clients, Clock clock) {
        this.configuration = configuration;
        this.clients = Map.copyOf(clients);
        this.clock = clock;
    }

    /**
     * What each run of the job reads, in the job's order.
     *
     * @param history what is fixed already
     * @param generation the job's generation
     * @param resumes whether the job goes on from a checkpoint
     * @throws StartException if a run cannot be started as it is configured
     */
    List<RunStart> fix(JobHistory history, int generation, boolean resumes) {
        TopicSpans spans = new TopicSpans(clients);
        Set<String> readBefore = new HashSet<>();
        for (RunConfiguration run : configuration.runs()) {
            history.start(run.id(), generation).ifPresent(start -> readBefore.add(start.topic()));
        }
        List<RunStart> starts = new ArrayList<>();
        for (RunConfiguration run : configuration.runs()) {
            InputConfiguration input = run.input();
            Optional<RunStart> fixed = history.start(run.id(), generation);
            if (fixed.isPresent()) {
                starts.add(checked(run, fixed.get()));
            } else {
                if (resumes && readBefore.contains(input.topic())) {
                    throw new StartException(
                            "Run '"
                                    + run.id()
                                    + "' is new, but other runs of job '"
                                    + configuration.job()
                                    + "' are already on their way through its topic '"
                                    + input.topic()
                                    + "', and would leave it behind. Put it into a job of its own.");
                }
                starts.add(begin(run, generation, spans));
            }
        }
        return starts;
    }

    private static RunStart checked(RunConfiguration run, RunStart start) {
        if (!start.topic().equals(run.input().topic())) {
            throw new StartException(
                    "Run '"
                            + run.id()
                            + "' was started on topic '"
                            + start.topic()
                            + "', but is configured to read '"
                            + run.input().topic()
                            + "'. Give it another id, or start afresh with 'resume: never'.");
        }
        boolean bounded = run.ending().until() instanceof Until.Offsets;
        boolean hasEnd = start.spans().stream().allMatch(span -> span.end() != PartitionSpan.OPEN);
        if (bounded != hasEnd) {
            throw new StartException(
                    "Run '"
                            + run.id()
                            + "' was started "
                            + (hasEnd ? "with" : "without")
                            + " an end of its topic, which is fixed at a run's first start. Set"
                            + " 'until' back, or start afresh with 'resume: never'.");
        }
        return start;
    }

    private RunStart begin(RunConfiguration run, int generation, TopicSpans spans) {
        InputConfiguration input = run.input();
        boolean bounded = run.ending().until() instanceof Until.Offsets;
        List<PartitionSpan> found = spans.find(input.topic(), input.fromLatest(), bounded);
        if (bounded && found.stream().allMatch(span -> span.begin() == span.end())) {
            throw new StartException(
                    "Run '"
                            + run.id()
                            + "' ends with its topic '"
                            + input.topic()
                            + "', but there is no record on it. Fill it first, for example with"
                            + " 'ratchet load'.");
        }
        LOG.info("Run '{}' begins: generation {}, spans {}", run.id(), generation, found);
        return new RunStart(run.id(), generation, input.topic(), found, clock.millis());
    }
}
