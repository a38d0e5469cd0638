package io.ratchet.job.cluster;

/**
 * How a job goes.
 *
 * @param step the largest step of its runs
 * @param loss of a last step, NaN where it is not known
 * @param samplesPerSecond of all its runs
 * @param queuedBatches batches that wait for their step
 * @param checkpoints completed since it was submitted
 * @param restarts since it was submitted
 */
public record JobProgress(
        double step,
        double loss,
        double samplesPerSecond,
        double queuedBatches,
        double checkpoints,
        double restarts) {}
