package io.ratchet.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.quarantine.OffsetLedger;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.record.QuarantineReader;
import io.ratchet.job.record.StepRecordReader;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.run.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a {@code read_committed} reader sees of a run.
 *
 * @param state its last state
 * @param steps its step records, in the order of the topic
 * @param quarantine what it has refused
 */
public record Outcome(
        RunStateRecord state, List<StepRecord> steps, List<QuarantineEntry> quarantine) {
    public Outcome {
        steps = List.copyOf(steps);
        quarantine = List.copyOf(quarantine);
    }

    /** Whether every run of a job has committed a state, and the newest one is as asked. */
    public static boolean everyState(
            Map<String, String> clients, JobConfiguration job, Predicate<RunStateRecord> asked) {
        JobHistory history = JobHistory.read(clients, job.topics().runState(), job.job());
        return job.runs().stream()
                .allMatch(run -> history.state(run.id(), 1).filter(asked).isPresent());
    }

    /** What every run of a job has committed to quarantine. */
    public static List<QuarantineEntry> quarantine(
            Map<String, String> clients, JobConfiguration job) {
        List<QuarantineEntry> quarantine = new ArrayList<>();
        QuarantineReader reader = new QuarantineReader();
        CommittedRecords.read(
                clients,
                job.topics().quarantine(),
                record -> reader.read(record.value()).ifPresent(quarantine::add));
        return quarantine;
    }

    /** Reads what has become of every run of a job. */
    public static Map<String, Outcome> read(Map<String, String> clients, JobConfiguration job) {
        List<StepRecord> steps = new ArrayList<>();
        StepRecordReader reader = new StepRecordReader();
        CommittedRecords.read(
                clients,
                job.topics().metrics(),
                record -> reader.read(record.value()).ifPresent(steps::add));
        List<QuarantineEntry> quarantine = quarantine(clients, job);
        JobHistory history = JobHistory.read(clients, job.topics().runState(), job.job());
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        job.runs()
                .forEach(
                        run ->
                                outcomes.put(
                                        run.id(),
                                        new Outcome(
                                                history.state(run.id(), 1).orElseThrow(),
                                                steps.stream()
                                                        .filter(step -> step.run().equals(run.id()))
                                                        .toList(),
                                                quarantine.stream()
                                                        .filter(one -> one.run().equals(run.id()))
                                                        .toList())));
        return outcomes;
    }

    public String sha256() {
        return state.sha256();
    }

    public long lastStep() {
        return state.step();
    }

    /** The step records without what a wall clock may change, and without the job's name. */
    public List<StepRecord> timeless() {
        return steps.stream()
                .map(
                        step ->
                                new StepRecord(
                                        step.run(),
                                        step.instance(),
                                        step.generation(),
                                        step.step(),
                                        step.loss(),
                                        step.lossAverage(),
                                        step.gradientNorm(),
                                        step.learningRate(),
                                        step.sampleCount(),
                                        step.samples(),
                                        step.auc(),
                                        step.places(),
                                        0))
                .toList();
    }

    /** Holds this against what came of a run that nobody has touched. */
    public void assertSameAs(Outcome undisturbed, List<Place> records) {
        String run = state.run();
        assertThat(state.status()).as(run).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(sha256()).as(run).isEqualTo(undisturbed.sha256());
        assertThat(timeless()).as(run).isEqualTo(undisturbed.timeless());
        assertThat(refused()).as(run).isEqualTo(undisturbed.refused());
        assertThat(repeats()).as("repeats of " + run).isZero();
        assertThat(gaps(records)).as("gaps of " + run).isZero();
    }

    /** Reasons and places of what was refused, partition by partition. */
    private List<String> refused() {
        return quarantine.stream()
                .map(one -> one.places().ranges() + " " + one.reason())
                .sorted()
                .toList();
    }

    /** Steps and places that stand there more than once. */
    public long repeats() {
        return ledger().repeats();
    }

    /** How many of the records and of the steps up to the last one are not there at all. */
    public long gaps(List<Place> records) {
        OffsetLedger ledger = ledger();
        return ledger.missingSteps()
                + records.stream()
                        .filter(place -> !ledger.holds(place.partition(), place.offset()))
                        .count();
    }

    private OffsetLedger ledger() {
        OffsetLedger ledger = new OffsetLedger();
        steps.forEach(ledger::addStep);
        quarantine.forEach(ledger::addQuarantined);
        return ledger;
    }
}
