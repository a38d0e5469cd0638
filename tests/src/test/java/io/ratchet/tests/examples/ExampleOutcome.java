package io.ratchet.tests.examples;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a {@code read_committed} reader sees of an example's one run.
 *
 * @param state its last state
 * @param steps its steps
 * @param quarantined how many records it has refused
 */
record ExampleOutcome(RunStateRecord state, List<StepRecord> steps, long quarantined) {
    ExampleOutcome {
        steps = List.copyOf(steps);
    }

    static ExampleOutcome read(JobPlan plan) {
        List<StepRecord> steps = new ArrayList<>();
        CommittedRecords.read(
                plan.clients(),
                plan.configuration().topics().metrics(),
                record -> steps.add(StepRecordCodec.decode(record.value())));
        AtomicLong quarantined = new AtomicLong();
        CommittedRecords.read(
                plan.clients(),
                plan.configuration().topics().quarantine(),
                record -> quarantined.incrementAndGet());
        String run = plan.runs().get(0).configuration().id();
        JobHistory history =
                JobHistory.read(
                        plan.clients(),
                        plan.configuration().topics().runState(),
                        plan.configuration().job());
        return new ExampleOutcome(history.state(run, 1).orElseThrow(), steps, quarantined.get());
    }

    /** Mean loss of all samples, each before the model learned from it. */
    double loss() {
        double sum = 0;
        for (StepRecord step : steps) {
            sum += (double) step.loss() * step.sampleCount();
        }
        return sum / steps.get(steps.size() - 1).samples();
    }
}
