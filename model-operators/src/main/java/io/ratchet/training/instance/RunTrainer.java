package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.util.Optional;

/**
 * Applies a run's rules to its instance: when it has reached its end, and when it has diverged. The
 * Flink operator and a plain loop share it, so that both stop at the same step.
 *
 * <p><b>Threading</b>: whoever may step the instance.
 */
public final class RunTrainer {
    private final RunSpec spec;
    private final Instance instance;

    /**
     * @param spec the run
     * @param instance its live instance
     */
    public RunTrainer(RunSpec spec, Instance instance) {
        this.spec = spec;
        this.instance = instance;
    }

    /** Trains a batch; empty where the run does not train any more, and nothing was done. */
    public Optional<StepOutcome> train(Batch batch) {
        if (!isTraining()) {
            return Optional.empty();
        }
        StepOutcome outcome = instance.step(batch);
        Progress progress = instance.progress();
        if (outcome instanceof StepOutcome.Refused) {
            if (progress.refusedInRow() >= spec.refusalLimit()) {
                instance.resume(progress.withStatus(RunStatus.DIVERGED));
            }
        } else if (hasReachedEnd(progress)) {
            instance.resume(progress.withStatus(RunStatus.SUCCEEDED));
        }
        return Optional.of(outcome);
    }

    /** There are no more batches: a run that was still training has succeeded. */
    public void end() {
        if (isTraining()) {
            instance.resume(instance.progress().withStatus(RunStatus.SUCCEEDED));
        }
    }

    private boolean isTraining() {
        return instance.progress().status() == RunStatus.TRAINING;
    }

    private boolean hasReachedEnd(Progress progress) {
        if (spec.until() instanceof Until.Steps steps) {
            return progress.step() >= steps.count();
        }
        return spec.until() instanceof Until.Samples samples
                && progress.samples() >= samples.count();
    }
}
