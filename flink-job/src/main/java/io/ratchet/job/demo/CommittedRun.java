package io.ratchet.job.demo;

import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.quarantine.OffsetLedger;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.record.QuarantineReader;
import io.ratchet.job.record.StepRecordReader;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.run.PartitionSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a {@code read_committed} reader sees of a run after it has ended.
 *
 * @param steps the step records, in the order of the topic
 * @param quarantined the quarantine entries, in the order of the topic
 */
record CommittedRun(List<StepRecord> steps, List<QuarantineEntry> quarantined) {
    CommittedRun {
        steps = List.copyOf(steps);
        quarantined = List.copyOf(quarantined);
    }

    static CommittedRun read(Map<String, String> clients, TopicsConfiguration topics, String run) {
        List<StepRecord> steps = new ArrayList<>();
        StepRecordReader stepReader = new StepRecordReader();
        CommittedRecords.read(
                clients,
                topics.metrics(),
                next ->
                        stepReader
                                .read(next.value())
                                .filter(step -> step.run().equals(run))
                                .ifPresent(steps::add));
        List<QuarantineEntry> quarantined = new ArrayList<>();
        QuarantineReader quarantineReader = new QuarantineReader();
        CommittedRecords.read(
                clients,
                topics.quarantine(),
                next ->
                        quarantineReader
                                .read(next.value())
                                .filter(entry -> entry.run().equals(run))
                                .ifPresent(quarantined::add));
        return new CommittedRun(steps, quarantined);
    }

    /**
     * Records of the spans that took part in no step and are not in quarantine, and steps that are
     * missing.
     */
    long gaps(List<PartitionSpan> spans) {
        OffsetLedger ledger = ledger();
        long gaps = ledger.missingSteps();
        for (PartitionSpan span : spans) {
            gaps += ledger.missing(span.partition(), span.begin(), span.end());
        }
        return gaps;
    }

    /** Steps and records that were reported more than once. */
    long repeats() {
        return ledger().repeats();
    }

    private OffsetLedger ledger() {
        OffsetLedger ledger = new OffsetLedger();
        steps.forEach(ledger::addStep);
        quarantined.forEach(ledger::addQuarantined);
        return ledger;
    }

    /** Where the records in quarantine stood, each place once. */
    Set<OffsetRange> quarantinedPlaces() {
        Set<OffsetRange> places = new HashSet<>();
        quarantined.forEach(entry -> places.addAll(entry.places().ranges()));
        return places;
    }

    /** The step records with everything but run and wall clock. */
    List<StepRecord> comparableSteps() {
        List<StepRecord> comparable = new ArrayList<>();
        for (StepRecord step : steps) {
            comparable.add(
                    new StepRecord(
                            "",
                            "",
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
                            0));
        }
        return comparable;
    }
}
