package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunEnd;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.step.StepOutcome;
import java.util.Optional;

/**
 * Applies a run's rules to its instance: when it has reached its end, and when it has diverged. The
 * Flink operator and a plain loop share it, so that both stop at the same step.
 *
 * <p><b>Threading</b>: whoever may step the instance.
 */
public final class RunTrainer {
    private final RunSpec spec;
    private final RunEnd end;
    private final Instance instance;

    /**
     * @param spec the run
     * @param instance its live instance
     */
    public RunTrainer(RunSpec spec, Instance instance) {
        this.spec = spec;
        this.end = RunEnd.of(spec);
        this.instance = instance;
    }

    /** Trains a batch; empty where the run does not train any more, and nothing was done. */
    public Optional<StepOutcome> train(Batch batch) {
        if (!isTraining()) {
            return Optional.empty();
        }
        count(batch.refused());
        StepOutcome outcome = instance.step(batch);
        judge(end.judge(instance.progress()));
        return Optional.of(outcome);
    }

    /** Records were refused, and it is not waited for a batch to count them with. */
    public void refuse(RefusalCounts refused) {
        if (isTraining()) {
            count(refused);
            judge(end.judgeBetween(instance.progress()));
        }
    }

    /**
     * There are no more batches: a run that was still training has come to its end.
     *
     * @param refused what was refused behind the last one
     * @param waiting records that were accepted and do not fill a batch
     */
    public void end(RefusalCounts refused, long waiting) {
        if (isTraining()) {
            count(refused);
            Progress progress = instance.progress();
            instance.resume(progress.withStatus(spec.refusals().judgeEnd(progress, waiting)));
        }
    }

    private void count(RefusalCounts refused) {
        if (!refused.isEmpty()) {
            Progress progress = instance.progress();
            instance.resume(progress.withRecords(progress.records().refuse(refused)));
        }
    }

    private void judge(RunStatus status) {
        Progress progress = instance.progress();
        if (status != RunStatus.TRAINING) {
            instance.resume(progress.withStatus(status));
        } else if (end.closesWindow(progress)) {
            instance.resume(progress.withRecords(progress.records().nextWindow()));
        }
    }

    private boolean isTraining() {
        return instance.progress().status() == RunStatus.TRAINING;
    }
}
