package io.ratchet.job.start;

import java.util.List;

/**
 * What one start of a job came to.
 *
 * @param result what to make of it, if it was the last
 * @param startsAgain whether the job could not use the checkpoint that it went on from, so that
 *     another start is to take an older one
 * @param reason what to say before another start, a line each
 * @param <T> the result
 */
public record Attempt<T>(T result, boolean startsAgain, List<String> reason) {
    public Attempt {
        reason = List.copyOf(reason);
    }

    /** The last one. */
    public static <T> Attempt<T> last(T result) {
        return new Attempt<>(result, false, List.of());
    }
}
