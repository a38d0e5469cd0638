package io.ratchet.operator.result;

import io.ratchet.training.batch.Places;

/**
 * A batch that was refused in the step because it would have poisoned the weights.
 *
 * @param run the run
 * @param instance the instance
 * @param generation counts the fresh starts of the run
 * @param attemptedStep the number the step would have had
 * @param reason a stable code
 * @param detail the values, for a reader
 * @param places where the batch's records stand on the topic
 * @param timeMillis when this was emitted, wall clock
 */
public record PoisonedBatch(
        String run,
        String instance,
        int generation,
        long attemptedStep,
        String reason,
        String detail,
        Places places,
        long timeMillis) {}
