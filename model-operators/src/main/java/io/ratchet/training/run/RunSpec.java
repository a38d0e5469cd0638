package io.ratchet.training.run;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import java.io.Serializable;
import java.util.List;

/**
 * All that decides a run's bits, and how it ends.
 *
 * @param run the run's id, a {@link SafeName}. Nothing is seeded from it
 * @param generation counts the times the run was started afresh, from 1; step numbers begin again
 *     with each
 * @param model the model
 * @param loss the loss
 * @param optimizer the optimizer
 * @param schedule the learning rate by step
 * @param clipNorm the global norm that gradients are scaled down to; {@link #NO_CLIPPING} for none
 * @param input the batches
 * @param seed of the initial weights and of everything drawn in a step
 * @param until when the run ends
 * @param partitions what is read of each partition, by ascending partition, the watched ones behind
 *     those whose records are trained
 * @param order how the partitions' records are ordered
 * @param refusals how much of its input it may lose
 * @param evaluation what is measured on each batch before the model learns from it
 * @param engine what computes its steps
 * @param agreed what the records are and mean, as whoever reads them says: the core only compares
 *     it
 */
public record RunSpec(
        String run,
        int generation,
        ModelSpec model,
        LossSpec loss,
        OptimizerSpec optimizer,
        LearningRateSchedule schedule,
        double clipNorm,
        InputSpec input,
        long seed,
        Until until,
        List<PartitionSpan> partitions,
        RecordOrder order,
        RefusalLimits refusals,
        EvaluationSpec evaluation,
        StepEngine engine,
        RunContract agreed)
        implements Serializable {
    /** A clip norm that no gradient reaches. */
    public static final double NO_CLIPPING = Double.POSITIVE_INFINITY;

    public RunSpec {
        partitions = List.copyOf(partitions);
        run = SafeName.of("run id", run);
        if (generation < 1) {
            throw new IllegalArgumentException(
                    "Run '" + run + "': generation " + generation + " must be at least 1.");
        }
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException(
                    "Run '" + run + "': a clip norm of " + clipNorm + " would stop all training.");
        }
    }

    /** Whether records of several partitions are trained, so that these have an order. */
    public boolean readsSeveral() {
        return partitions.stream().filter(span -> !span.watched()).count() > 1;
    }

    /** Whether there is no record in any of its partitions, so that it ends where it begins. */
    public boolean readsNothing() {
        return partitions.stream().allMatch(span -> span.begin() == span.end());
    }

    /** The same run, with what whoever reads its records says of them. */
    public RunSpec agreeing(RunContract records) {
        return new RunSpec(
                run,
                generation,
                model,
                loss,
                optimizer,
                schedule,
                clipNorm,
                input,
                seed,
                until,
                partitions,
                order,
                refusals,
                evaluation,
                engine,
                records);
    }
}
