package io.ratchet.job.contract;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.claim.StartRecords;
import io.ratchet.job.configuration.InputConfiguration;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.Until;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fixes what runs read and mean at their first start, and holds later starts to it. */
public final class RunStarts {
    private static final Logger LOG = LoggerFactory.getLogger(RunStarts.class);

    private final JobConfiguration configuration;
    private final Map<String, String> clients;
    private final Clock clock;

    public RunStarts(JobConfiguration configuration, Map<String, String> clients, Clock clock) {
        this.configuration = configuration;
        this.clients = Map.copyOf(clients);
        this.clock = clock;
    }

    /**
     * Compares the configuration with what is fixed, before anything else is looked at.
     *
     * @throws StartException if a run is configured otherwise than it was started
     */
    public void compare(JobHistory history, StartRecords records, int generation) {
        ContractCheck check = new ContractCheck();
        for (RunConfiguration run : configuration.runs()) {
            records.otherJobOf(run.id(), configuration.job())
                    .ifPresent(
                            other ->
                                    check.refuse(
                                            run,
                                            Message.of(
                                                    "job '%s' has a run of that id under the same topics",
                                                    other)));
            history.start(run.id(), generation)
                    .ifPresent(
                            start ->
                                    check.configuration(
                                            run, start, history.hasEnded(run.id(), generation)));
        }
        check.refuse(configuration.job());
    }

    /**
     * What each run of the job reads, in the job's order.
     *
     * @param history what is fixed already
     * @param generation the job's generation
     * @param resumes whether the job goes on from a checkpoint
     * @param facts of the topics that they read
     * @param check collects what is to be said
     * @throws StartException if a run cannot be started as it is configured
     */
    public List<PlannedRun> fix(
            JobHistory history,
            int generation,
            boolean resumes,
            Map<String, TopicFacts> facts,
            ContractCheck check) {
        List<PlannedRun> planned = new ArrayList<>();
        for (RunConfiguration run : configuration.runs()) {
            Optional<RunStart> fixed = history.start(run.id(), generation);
            TopicFacts topic = existing(facts, run.input().topic());
            if (fixed.isPresent()) {
                planned.add(check.topic(run, fixed.get(), topic, history));
            } else {
                refuseIfLeftBehind(run, history, generation, resumes);
                planned.add(
                        ContractCheck.begun(
                                run,
                                begin(run, generation, idOf(run, topic, resumes), check),
                                topic));
            }
        }
        new TrainedPositions(clients, configuration).check(planned, history, check);
        check.refuse(configuration.job());
        return planned;
    }

    /**
     * Holds the topics of runs that have all ended, and of which none goes on, against what was
     * agreed; a topic that is gone says nothing.
     *
     * @return what is to be said of what is another now, a sentence each
     * @throws StartException if a run ends with its topic, and another topic stands under the name:
     *     whether it has more records cannot be told
     */
    public List<String> compareEnded(
            JobHistory history, int generation, Map<String, TopicFacts> facts) {
        ContractCheck refusing = new ContractCheck();
        ContractCheck telling = new ContractCheck();
        for (RunConfiguration run : configuration.runs()) {
            TopicFacts topic = facts.get(run.input().topic());
            Optional<RunStart> start = history.start(run.id(), generation);
            if (topic != null && start.isPresent()) {
                (run.ending().until() instanceof Until.Offsets ? refusing : telling)
                        .topic(run, start.get(), topic, history);
            }
        }
        refusing.refuse(configuration.job());
        List<String> notices = new ArrayList<>(refusing.notices());
        notices.addAll(telling.notices());
        notices.addAll(telling.refused());
        return notices;
    }

    private static TopicFacts existing(Map<String, TopicFacts> facts, String topic) {
        TopicFacts found = facts.get(topic);
        if (found == null) {
            throw new StartException(
                    Message.of(
                            """
                            Topic '%s' does not exist. Make it with 'ratchet topics create' and \
                            fill it, for example with 'ratchet load'.""",
                            topic));
        }
        return found;
    }

    private void refuseIfLeftBehind(
            RunConfiguration run, JobHistory history, int generation, boolean resumes) {
        String topic = run.input().topic();
        boolean readBefore =
                configuration.runs().stream()
                        .flatMap(other -> history.start(other.id(), generation).stream())
                        .collect(Collectors.toMap(RunStart::run, RunStart::topic))
                        .containsValue(topic);
        if (resumes && readBefore) {
            throw new StartException(
                    Message.of(
                            """
                            Run '%s' is new, but other runs of job '%s' are already on their way \
                            through its topic '%s', and would leave it behind. Put it into a job \
                            of its own.""",
                            run.id(), configuration.job(), topic));
        }
    }

    /**
     * The id that a run is agreed on. Where the checkpoint was taken on another broker, and does
     * not say on which topic, its state knows the id that the user vouches for.
     */
    private static String idOf(RunConfiguration run, TopicFacts facts, boolean resumes) {
        return resumes ? run.input().sameRecordsAs().orElse(facts.id()) : facts.id();
    }

    /** Partitions that take turns wait for one that is empty, and nothing would tell why. */
    private static Optional<String> awaited(RunConfiguration run, TopicSpans.Found topic) {
        boolean waits =
                run.input().order() == RecordOrder.TURNS
                        && run.input().key().isEmpty()
                        && !(run.ending().until() instanceof Until.Offsets)
                        && !topic.empty().isEmpty()
                        && topic.empty().size() < topic.spans().size();
        return waits
                ? Optional.of(
                        Message.of(
                                """
                                Topic '%s' has no record in partition %s. Partitions take turns: \
                                run '%s' waits until one comes there. Write to all of its \
                                partitions; or, where the order of records does not matter, give \
                                its input 'order: arrival'.""",
                                run.input().topic(),
                                topic.empty().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")),
                                run.id()))
                : Optional.empty();
    }

    private RunStart begin(
            RunConfiguration run, int generation, String topicId, ContractCheck check) {
        InputConfiguration input = run.input();
        boolean bounded = run.ending().until() instanceof Until.Offsets;
        TopicSpans.Found topic =
                new TopicSpans(clients).find(input.topic(), input.fromLatest(), bounded);
        List<PartitionSpan> found = topic.spans();
        if (bounded && found.stream().allMatch(span -> span.begin() == span.end())) {
            throw new StartException(
                    Message.of(
                            """
                            Run '%s' ends with its topic '%s', but there is no record on it%s""",
                            run.id(),
                            input.topic(),
                            topic.undecided().isEmpty()
                                    ? ". Fill it first, for example with 'ratchet load'."
                                    : " that can be read. " + String.join(" ", topic.undecided())));
        }
        topic.undecided().forEach(check::say);
        awaited(run, topic).ifPresent(check::say);
        LOG.info("Run '{}' begins: generation {}, spans {}", run.id(), generation, found);
        return new RunStart(
                run.id(),
                generation,
                input.topic(),
                topicId,
                found,
                clock.millis(),
                RunContract.NONE);
    }
}
