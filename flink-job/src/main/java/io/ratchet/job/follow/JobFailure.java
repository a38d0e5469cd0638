package io.ratchet.job.follow;

/**
 * Why Flink gave up a job.
 *
 * @param message what its deepest cause says
 * @param isToStartAgain whether another start may go on: the checkpoint that this one went on from
 *     cannot be used, so that the next takes an older one; or nobody can tell any more
 */
public record JobFailure(String message, boolean isToStartAgain) {}
