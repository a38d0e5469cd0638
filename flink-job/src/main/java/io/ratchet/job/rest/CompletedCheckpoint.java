package io.ratchet.job.rest;

/**
 * A checkpoint or savepoint that a job has completed.
 *
 * @param id its number
 * @param completedMillis when it was complete, wall clock
 * @param bytes what was written for it
 * @param durationMillis from its trigger to its completion
 * @param isSavepoint whether it is a savepoint
 * @param path where it lies
 */
public record CompletedCheckpoint(
        long id,
        long completedMillis,
        long bytes,
        long durationMillis,
        boolean isSavepoint,
        String path) {}
