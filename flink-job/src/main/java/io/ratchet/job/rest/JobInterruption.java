package io.ratchet.job.rest;

import java.util.Map;
import java.util.TreeMap;

/**
 * A failure that Flink remembers of a job.
 *
 * @param timeMillis when, wall clock
 * @param task which task failed; empty for the job as a whole
 * @param cause its deepest cause: class and message
 * @param labels what failure enrichers of the cluster say of it
 */
public record JobInterruption(
        long timeMillis, String task, String cause, Map<String, String> labels) {
    private static final String CAUSED_BY = "Caused by: ";

    public JobInterruption {
        labels = new TreeMap<>(labels);
    }

    /** The class and message of the deepest cause in a stack trace. */
    static String deepestCause(String stackTrace) {
        String cause = stackTrace.lines().findFirst().orElse("");
        for (String line : stackTrace.lines().toList()) {
            if (line.startsWith(CAUSED_BY)) {
                cause = line.substring(CAUSED_BY.length());
            }
        }
        return cause;
    }
}
