package io.ratchet.job.resume;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.OwnerClaim;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.RunStateWriter;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.claim.StartOrigin;
import io.ratchet.job.claim.StartRecords;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.contract.ContractCheck;
import io.ratchet.job.contract.LaterEnds;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.contract.RunStarts;
import io.ratchet.job.contract.TopicFacts;
import io.ratchet.job.contract.TopicSpans;
import io.ratchet.job.discovery.CheckpointCleaner;
import io.ratchet.job.discovery.Inspection;
import io.ratchet.job.discovery.JobStateBackend;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.RecordLimits;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.core.fs.Path;
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
        BrokerLook broker = BrokerLook.at(configuration, clients);
        ContractCheck check = lookedAt(broker);
        StartRecords records = StartRecords.read(clients, configuration.topics().runState());
        return plan(configuration.resume(), broker, check, records, history(records, check));
    }

    /**
     * Plans a further start of a job that has ended because its checkpoint was unusable: from the
     * newest one that is whole, whatever the first start was asked to go on from.
     *
     * @param before the start that has ended
     * @throws StartException if there is none, or if somebody else has started the job meanwhile
     */
    public StartDecision planAgain(JobPlan before) {
        BrokerLook broker = BrokerLook.at(configuration, clients);
        ContractCheck check = lookedAt(broker);
        StartRecords records = StartRecords.read(clients, configuration.topics().runState());
        JobHistory history = history(records, check);
        Optional<Owner> other = history.owner().filter(before.claim()::isOther);
        if (other.isPresent()) {
            throw new StartException(
                    Message.of(
                            """
                            Job '%s' of epoch %s has ended, and is not started again: it was \
                            started by another command meanwhile, as epoch %s, which a further \
                            start would end. Leave that one running.""",
                            configuration.job(), before.owner().epoch(), other.get().epoch()));
        }
        return plan(new ResumePolicy.Auto(), broker, check, records, history);
    }

    /** What is to be said begins with the topics that the job writes. */
    private ContractCheck lookedAt(BrokerLook broker) {
        String topic = configuration.topics().runState();
        ContractCheck check = new ContractCheck();
        ClaimTopic.check(topic, broker.topics().get(topic), broker.outputs().get(topic))
                .ifPresent(check::say);
        OutputPolicies.check(configuration.topics(), broker.outputs(), check);
        return check;
    }

    private JobHistory history(StartRecords records, ContractCheck check) {
        String topic = configuration.topics().runState();
        Set<String> runs = new HashSet<>(records.starts(configuration.job()).keySet());
        configuration.runs().forEach(run -> runs.add(run.id()));
        new HiddenStates(topic, configuration.job(), runs, HiddenStates.PATIENCE)
                .await(clients)
                .ifPresent(check::say);
        return JobHistory.of(records, clients, topic, configuration.job());
    }

    private StartDecision plan(
            ResumePolicy policy,
            BrokerLook broker,
            ContractCheck check,
            StartRecords records,
            JobHistory onTopic) {
        TransactionProtocol.check(
                        broker.transactionVersion(),
                        configuration.broker().acceptsOlderTransactions())
                .ifPresent(check::say);
        records.foreign(configuration.job()).forEach(check::say);
        onTopic.foreign(configuration.job()).forEach(check::say);
        boolean afresh = policy instanceof ResumePolicy.Never;
        JobHistory history =
                StoredStarts.of(configuration, policy)
                        .complete(onTopic, configuration, policy, check);
        int generation = generation(history, afresh);
        RunStarts runStarts = new RunStarts(configuration, clients, clock);
        runStarts.compare(history, records, generation);
        Standing standing = Standing.of(configuration, history, generation);
        LaterEnds later =
                standing.haveEnded()
                        ? LaterEnds.of(
                                configuration,
                                broker.topics().keySet(),
                                new TopicSpans(clients),
                                history,
                                generation)
                        : LaterEnds.NONE;
        later.undecided().forEach(check::say);
        if (standing.haveAllEnded() && later.isEmpty()) {
            List<String> notices = new ArrayList<>(check.notices());
            notices.addAll(runStarts.compareEnded(history, generation, broker.topics()));
            Optional<StartDecision.Ended> end = endedBefore(standing, notices);
            if (end.isPresent()) {
                return end.get();
            }
        }
        RestoreChoice choice = new RestoreChoice(configuration, policy, history, generation);
        return go(
                choice,
                broker,
                check,
                standing,
                Continuation.of(configuration, history, standing, later, choice.whole()));
    }

    private StartDecision go(
            RestoreChoice choice,
            BrokerLook broker,
            ContractCheck check,
            Standing standing,
            Continuation on) {
        int generation = standing.generation();
        JobHistory history = on.history();
        RestorePoint chosen = choice.point(on.from(), history, on.isBehindEnd());
        RecordLimits limits = OutputLimits.of(configuration, broker.outputs());
        Owner owner =
                new Owner(
                        configuration.job(),
                        history.owner().map(last -> last.epoch() + 1).orElse(1L),
                        generation,
                        UUID.randomUUID().toString(),
                        clock.millis());
        List<PlannedRun> runs =
                new RunStarts(configuration, clients, clock)
                        .fix(
                                history,
                                generation,
                                chosen.given().isPresent() && !on.isBehindEnd(),
                                broker.topics(),
                                check);
        on.refuseOtherSources(standing, configuration.job(), runs);
        Map<String, RunStart> starts = starts(runs, history);
        OwnerClaim claim = claim(owner, starts);
        RestorePoint restorePoint = choice.stillThere(chosen, history, on.isBehindEnd());
        JobPlan plan =
                new JobPlan(
                        configuration,
                        clients,
                        claim,
                        runs,
                        restorePoint,
                        history.generation() != generation,
                        limits,
                        on.isBehindEnd(),
                        on.ends(),
                        origin(broker, starts),
                        check.notices());
        plan.notices().forEach(LOG::info);
        LOG.info(
                "Job '{}' starts: epoch {}, generation {}, goes on from {}",
                configuration.job(),
                owner.epoch(),
                generation,
                plan.restorePath().map(Path::toString).orElse("nothing"));
        CheckpointCleaner.clean(
                plan.checkpointDirectory(),
                configuration.checkpoint().retained(),
                plan.restorePath());
        CheckpointCleaner.cleanLastStates(
                plan.lastStateDirectory(),
                configuration.checkpoint().retained(),
                plan.restorePath());
        return new StartDecision.Go(plan);
    }

    /** That every run has ended before, where nothing is left to be done. */
    private Optional<StartDecision.Ended> endedBefore(Standing standing, List<String> notices) {
        List<LostModel> unwritten = unwritten(standing.ended());
        // Where no checkpoint is left, nothing can be done.
        Optional<Inspection> whole =
                RestoreChoice.newestWhole(configuration, standing.generation()).whole();
        if (whole.filter(one -> one.holdsBlocks() && one.holdsEndsOf(standing.known()))
                .isPresent()) {
            LOG.info(
                    "Every run of job '{}' has ended, and its last state was not kept; goes on from"
                            + " the last checkpoint to keep it",
                    configuration.job());
            return Optional.empty();
        }
        if (!unwritten.isEmpty() && whole.isPresent()) {
            LOG.warn(
                    """
                    Every run of job '{}' has ended, but {}; goes on from the last checkpoint to \
                    write it""",
                    configuration.job(),
                    unwritten);
            return Optional.empty();
        }
        StartDecision.Ended end = new StartDecision.Ended(standing.ended(), unwritten, notices);
        LOG.info("Job '{}': {}", configuration.job(), end.text());
        return Optional.of(end);
    }

    /** What this start says of itself in every checkpoint that it takes. */
    private StartOrigin origin(BrokerLook broker, Map<String, RunStart> starts) {
        Map<String, String> ids = new TreeMap<>();
        for (String topic : configuration.topics().all()) {
            TopicFacts facts = broker.topics().get(topic);
            ids.put(topic, facts == null ? "" : facts.id());
        }
        return StartOrigin.of(
                configuration.job(),
                JobStateBackend.of(configuration).name(),
                ids,
                starts.values());
    }

    /** Runs that are not configured now keep what was fixed of them. */
    private static Map<String, RunStart> starts(List<PlannedRun> runs, JobHistory history) {
        Map<String, RunStart> starts = new TreeMap<>(history.starts());
        runs.forEach(run -> starts.put(run.start().run(), run.start()));
        return starts;
    }

    private OwnerClaim claim(Owner owner, Map<String, RunStart> starts) {
        try (RunStateWriter writer =
                new RunStateWriter(clients, configuration.topics().runState())) {
            return writer.claim(owner, starts.values());
        }
    }

    private static int generation(JobHistory history, boolean afresh) {
        int last = history.generation();
        return afresh || last == 0 ? last + 1 : last;
    }

    /**
     * Models that a crash between a run's end and their writing has kept from being written, or
     * that are not what was committed.
     */
    private List<LostModel> unwritten(List<RunStateRecord> ended) {
        return ended.stream()
                .filter(state -> state.status() == RunStatus.SUCCEEDED)
                .flatMap(
                        state ->
                                LostModel.of(configuration.train().modelDirectory(), state)
                                        .stream())
                .toList();
    }
}
