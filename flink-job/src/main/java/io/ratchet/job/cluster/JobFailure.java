package io.ratchet.job.cluster;

/**
 * Why Flink gave up a job.
 *
 * @param message what its deepest cause says
 * @param unusableCheckpoint whether the checkpoint that it went on from cannot be used, so that
 *     another start goes on from an older one
 */
public record JobFailure(String message, boolean unusableCheckpoint) {}
