package io.ratchet.job.follow;

/**
 * How a job goes. What is not known yet is NaN.
 *
 * @param step the largest step of its runs since it runs here; 0 before the first
 * @param loss of the last batch
 * @param samplesPerSecond of all its runs, by their own count
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
