package io.ratchet.job.cluster;

import io.ratchet.operator.DamagedChunkException;

/**
 * Why Flink gave up a job.
 *
 * @param message what its deepest cause says
 * @param damagedState whether the state that it went on from is damaged, so that another start may
 *     go on from an older one
 */
public record JobFailure(String message, boolean damagedState) {
    /** Whether an exception of this class tells of damaged state. */
    public static boolean tellsOfDamage(String className) {
        return className.equals(DamagedChunkException.class.getName());
    }

    /** Whether a stack trace tells of damaged state. */
    public static boolean isToldOfIn(String stackTrace) {
        return stackTrace.contains(DamagedChunkException.class.getName());
    }
}
