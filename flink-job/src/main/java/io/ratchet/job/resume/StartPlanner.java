package io.ratchet.job.resume;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.record.Owner;
import io.ratchet.job.record.RecordLimits;
import io.ratchet.job.record.RunStart;
import io.ratchet.operator.RestorePoint;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        ContractCheck check = claimTopic(broker);
        StartRecords records = StartRecords.read(clients, configuration.topics().runState());
        return plan(configuration.resume(), broker, check, records, history(records));
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
        ContractCheck check = claimTopic(broker);
        StartRecords records = StartRecords.read(clients, configuration.topics().runState());
        JobHistory history = history(records);
        Optional<Owner> other = history.owner().filter(before.claim()::isOther);
        if (other.isPresent()) {
            throw new StartException(
                    "Job '"
                            + configuration.job()
                            + "' of epoch "
                            + before.owner().epoch()
                            + " has ended, and is not started again: it was started by another"
                            + " command meanwhile, as epoch "
                            + other.get().epoch()
                            + ", which a further start would end. Leave that one running.");
        }
        return plan(new ResumePolicy.Auto(), broker, check, records, history);
    }

    /** What is to be said begins with the topic on which the job is claimed. */
    private ContractCheck claimTopic(BrokerLook broker) {
        String topic = configuration.topics().runState();
        ContractCheck check = new ContractCheck();
        ClaimTopic.check(topic, broker.topics().get(topic), broker.outputs().get(topic))
                .ifPresent(check::say);
        return check;
    }

    private JobHistory history(StartRecords records) {
        return JobHistory.of(
                records, clients, configuration.topics().runState(), configuration.job());
    }

    private StartDecision plan(
            ResumePolicy policy,
            BrokerLook broker,
            ContractCheck check,
            StartRecords records,
            JobHistory history) {
        TransactionProtocol.check(
                        broker.transactionVersion(),
                        configuration.broker().acceptsOlderTransactions())
                .ifPresent(check::say);
        records.foreign(configuration.job()).forEach(check::say);
        history.foreign(configuration.job()).forEach(check::say);
        boolean afresh = policy instanceof ResumePolicy.Never;
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
        return go(
                policy,
                broker,
                check,
                standing,
                Continuation.of(
                        configuration,
                        history,
                        standing,
                        later,
                        whole(policy, history, generation)));
    }

    private StartDecision go(
            ResumePolicy policy,
            BrokerLook broker,
            ContractCheck check,
            Standing standing,
            Continuation on) {
        int generation = standing.generation();
        JobHistory history = on.history();
        RestorePoint chosen = restorePoint(on.from(), history, on.isBehindEnd(), generation);
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
        OwnerClaim claim = claim(owner, runs, history);
        RestorePoint restorePoint =
                isStillThere(chosen)
                        ? chosen
                        : replacement(chosen, on.isBehindEnd(), policy, history, generation);
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
        if (!unwritten.isEmpty() && newestWhole(standing.generation()).path().isPresent()) {
            LOG.warn(
                    "Every run of job '{}' has ended, but {}; goes on from the last checkpoint to"
                            + " write it",
                    configuration.job(),
                    unwritten);
            return Optional.empty();
        }
        StartDecision.Ended end = new StartDecision.Ended(standing.ended(), unwritten, notices);
        LOG.info("Job '{}': {}", configuration.job(), end.text());
        return Optional.of(end);
    }

    /** An older start that still lives may have replaced a checkpoint until it was dethroned. */
    private static boolean isStillThere(RestorePoint chosen) {
        return chosen.given()
                .map(path -> new CheckpointInspector().inspect(path).isWhole())
                .orElse(true);
    }

    /** A checkpoint that was named is not replaced by another, so that it is refused here too. */
    private RestorePoint replacement(
            RestorePoint gone,
            boolean isBehindEnd,
            ResumePolicy policy,
            JobHistory history,
            int generation) {
        LOG.warn("{} is no longer whole now that the job is claimed", gone.path());
        try {
            if (isBehindEnd) {
                throw new StartException("The last state of the job is gone.");
            }
            return restorePoint(whole(policy, history, generation), history, false, generation);
        } catch (StartException refusal) {
            throw new StartException(
                    refusal.getMessage()
                            + " "
                            + gone.path()
                            + " was whole when it was chosen. The job is claimed since: an older"
                            + " start of it that still runs ends at its next checkpoint, so that"
                            + " nobody trains until it is started again.",
                    refusal);
        }
    }

    /** Runs that are not configured now keep what was fixed of them. */
    private OwnerClaim claim(Owner owner, List<PlannedRun> runs, JobHistory history) {
        Map<String, RunStart> starts = new TreeMap<>(history.starts());
        runs.forEach(run -> starts.put(run.start().run(), run.start()));
        try (RunStateWriter writer =
                new RunStateWriter(clients, configuration.topics().runState())) {
            return writer.claim(owner, starts.values());
        }
    }

    private static int generation(JobHistory history, boolean afresh) {
        int last = history.owner().map(Owner::generation).orElse(0);
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

    private ResumePlanner.Finding newestWhole(int generation) {
        return ResumePlanner.newestWhole(
                List.of(
                        JobPlan.checkpointDirectory(configuration, generation),
                        JobPlan.savepointDirectory(configuration, generation)));
    }

    private RestorePoint restorePoint(
            Optional<Inspection> whole, JobHistory history, boolean isBehindEnd, int generation) {
        Path directory = JobPlan.checkpointDirectory(configuration, generation);
        return whole.map(one -> new RestorePoint(directory, one.path(), one.checkpointId()))
                .map(point -> point.behind(history.reported(generation, isBehindEnd)))
                .orElseGet(() -> RestorePoint.nothing(directory));
    }

    private Optional<Inspection> whole(ResumePolicy policy, JobHistory history, int generation) {
        if (policy instanceof ResumePolicy.Never) {
            return Optional.empty();
        }
        if (policy instanceof ResumePolicy.From from) {
            Inspection inspection = new CheckpointInspector().inspect(from.path());
            if (inspection.fault().isPresent()) {
                throw new StartException(
                        "Cannot go on from "
                                + from.path()
                                + ": "
                                + inspection.fault().get()
                                + ". Give another checkpoint or savepoint, or 'resume: auto'.");
            }
            return Optional.of(inspection);
        }
        ResumePlanner.Finding finding = newestWhole(generation);
        if (finding.whole().isEmpty()) {
            CommittedSteps.refuse(configuration, history, generation, finding);
        }
        return finding.whole();
    }
}
