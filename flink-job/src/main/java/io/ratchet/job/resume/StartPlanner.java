package io.ratchet.job.resume;

import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RunStart;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.instance.ModelFile;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a start of a job: takes ownership, fixes what a first start fixes, and finds what a later
 * one goes on from.
 *
 * <p>The order of what it writes matters. What a run reads is on the topic before the job is
 * submitted, so that a start after a crash at any moment fixes nothing twice.
 */
public final class StartPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(StartPlanner.class);

    private final JobConfiguration configuration;
    private final Map<String, String> clients;
    private final Clock clock;

    /**
     * @param configuration the job
     * @param clients properties of every Kafka client, with its bootstrap servers
     * @param clock the wall clock
     */
    public StartPlanner(JobConfiguration configuration, Map<String, String> clients, Clock clock) {
        this.configuration = configuration;
        this.clients = Map.copyOf(clients);
        this.clock = clock;
    }

    /**
     * Plans the start. The output topics exist already.
     *
     * @throws StartException if the job cannot be started as asked
     */
    public StartDecision plan() {
        String topic = configuration.topics().runState();
        JobHistory history = JobHistory.read(clients, topic, configuration.job());
        boolean afresh = configuration.resume() instanceof ResumePolicy.Never;
        int generation = generation(history, afresh);
        if (!afresh) {
            List<RunStateRecord> ended = ended(history, generation);
            if (ended.size() == configuration.runs().size() && !hasToWrite(ended, generation)) {
                LOG.info("Every run of job '{}' has ended before", configuration.job());
                return new StartDecision.Ended(ended);
            }
        }
        Optional<String> restorePath = restorePath(history, generation);
        Owner owner =
                new Owner(
                        configuration.job(),
                        history.owner().map(last -> last.epoch() + 1).orElse(1L),
                        generation,
                        UUID.randomUUID().toString(),
                        clock.millis());
        List<RunStart> starts = starts(history, generation, restorePath);
        if (afresh) {
            Transactions.abortBefore(clients, configuration.job(), generation);
        }
        try (RunStateWriter writer = new RunStateWriter(clients, topic)) {
            writer.write(owner);
            for (RunStart start : starts) {
                if (history.start(start.run(), generation).isEmpty()) {
                    writer.write(start);
                }
            }
        }
        List<PlannedRun> runs = new ArrayList<>();
        for (int index = 0; index < starts.size(); index++) {
            RunConfiguration run = configuration.runs().get(index);
            runs.add(
                    new PlannedRun(
                            run, starts.get(index), committedStep(history, run, generation)));
        }
        LOG.info(
                "Job '{}' starts: epoch {}, generation {}, goes on from {}",
                configuration.job(),
                owner.epoch(),
                generation,
                restorePath.orElse("nothing"));
        return new StartDecision.Go(new JobPlan(configuration, clients, owner, runs, restorePath));
    }

    private static long committedStep(JobHistory history, RunConfiguration run, int generation) {
        return history.state(run.id(), generation).map(RunStateRecord::step).orElse(0L);
    }

    private static int generation(JobHistory history, boolean afresh) {
        int last = history.owner().map(Owner::generation).orElse(0);
        return afresh || last == 0 ? last + 1 : last;
    }

    private List<RunStateRecord> ended(JobHistory history, int generation) {
        List<RunStateRecord> ended = new ArrayList<>();
        for (RunConfiguration run : configuration.runs()) {
            history.state(run.id(), generation)
                    .filter(state -> state.status() != RunStatus.TRAINING)
                    .ifPresent(ended::add);
        }
        return ended;
    }

    /**
     * Whether a crash between a run's end and the writing of its model has left work to do. Where
     * no checkpoint is left, nothing can be done.
     */
    private boolean hasToWrite(List<RunStateRecord> ended, int generation) {
        List<Path> missing = new ArrayList<>();
        for (RunStateRecord state : ended) {
            Path model =
                    Path.of(configuration.train().modelDirectory())
                            .resolve(state.instance())
                            .resolve(Long.toString(state.step()))
                            .resolve(ModelFile.MODEL);
            if (state.status() == RunStatus.SUCCEEDED && !Files.exists(model)) {
                missing.add(model);
            }
        }
        if (missing.isEmpty()) {
            return false;
        }
        boolean possible = newestWhole(generation).path().isPresent();
        LOG.warn(
                "Every run of job '{}' has ended, but {} is not there; {}",
                configuration.job(),
                missing,
                possible ? "goes on from the last checkpoint to write it" : "nor any checkpoint");
        return possible;
    }

    private ResumePlanner.Finding newestWhole(int generation) {
        return ResumePlanner.newestWhole(
                List.of(
                        JobPlan.checkpointDirectory(configuration, generation),
                        JobPlan.savepointDirectory(configuration, generation)));
    }

    private Optional<String> restorePath(JobHistory history, int generation) {
        ResumePolicy policy = configuration.resume();
        if (policy instanceof ResumePolicy.Never) {
            return Optional.empty();
        }
        if (policy instanceof ResumePolicy.From from) {
            Optional<String> fault = new CheckpointInspector().fault(from.path());
            if (fault.isPresent()) {
                throw new StartException(
                        "Cannot go on from "
                                + from.path()
                                + ": "
                                + fault.get()
                                + ". Give another checkpoint or savepoint, or 'resume: auto'.");
            }
            return Optional.of(from.path());
        }
        ResumePlanner.Finding finding = newestWhole(generation);
        if (finding.path().isEmpty()) {
            refuseIfCommitted(history, generation, finding);
        }
        return finding.path();
    }

    private void refuseIfCommitted(
            JobHistory history, int generation, ResumePlanner.Finding finding) {
        for (RunConfiguration run : configuration.runs()) {
            long step = committedStep(history, run, generation);
            if (step > 0) {
                throw new StartException(
                        "Run '"
                                + run.id()
                                + "' has committed "
                                + step
                                + " steps, but no whole checkpoint of it is left in "
                                + JobPlan.checkpointDirectory(configuration, generation)
                                + " or "
                                + JobPlan.savepointDirectory(configuration, generation)
                                + (finding.passedOver().isEmpty()
                                        ? ""
                                        : " (passed over: "
                                                + String.join("; ", finding.passedOver())
                                                + ")")
                                + ". Starting it again would report those steps a second time."
                                + " Bring the checkpoints back, or start afresh, as the next"
                                + " generation, with 'resume: never'.");
            }
        }
    }

    private List<RunStart> starts(
            JobHistory history, int generation, Optional<String> restorePath) {
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
                if (restorePath.isPresent() && readBefore.contains(input.topic())) {
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
