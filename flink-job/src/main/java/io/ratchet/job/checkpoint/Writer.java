package io.ratchet.job.checkpoint;

import io.ratchet.job.message.Message;
import java.io.Serializable;

/**
 * Which start of a job writes checkpoints: the order of starts is that of their claims, whatever
 * the clocks of their machines say.
 *
 * @param generation the job's generation
 * @param epoch how many starts of the job there have been
 * @param claimOffset where the start's claim stands on the run-state topic, for two that counted
 *     the same
 */
public record Writer(int generation, long epoch, long claimOffset) implements Serializable {
    public Writer {
        if (generation < 1 || epoch < 1 || claimOffset < 0) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            A start has a generation and an epoch of at least 1 and a claim, but \
                            this is of generation %s, epoch %s, with its claim at %s.""",
                            generation, epoch, claimOffset));
        }
    }
}
