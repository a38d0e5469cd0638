package io.ratchet.job.configuration;

import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.util.List;

/**
 * One run, as the file describes it.
 *
 * @param id its id
 * @param input what it trains on
 * @param model the model
 * @param loss the loss
 * @param optimizer the optimizer
 * @param schedule the learning rate by step
 * @param clipNorm the global norm that gradients are scaled down to; {@link RunSpec#NO_CLIPPING}
 *     for none
 * @param seed of the initial weights and of everything drawn in a step
 * @param engine what computes its steps
 * @param ending how it ends and what is measured on the way
 */
public record RunConfiguration(
        String id,
        InputConfiguration input,
        ModelSpec model,
        LossSpec loss,
        OptimizerSpec optimizer,
        LearningRateSchedule schedule,
        double clipNorm,
        long seed,
        StepEngine engine,
        Ending ending) {
    /**
     * How a run ends.
     *
     * @param until when it has succeeded
     * @param refusals how much of its input it may lose
     * @param evaluation what is measured on the way
     */
    public record Ending(Until until, RefusalLimits refusals, EvaluationSpec evaluation) {}

    /** The spec that decides the run's bits, once its generation and spans are fixed. */
    public RunSpec spec(int generation, List<PartitionSpan> partitions) {
        return new RunSpec(
                id,
                generation,
                model,
                loss,
                optimizer,
                schedule,
                clipNorm,
                input.format().inputSpec(input.batchRows()),
                seed,
                ending.until(),
                partitions,
                input.order(),
                ending.refusals(),
                ending.evaluation(),
                engine,
                RunContract.NONE);
    }
}
