package io.ratchet.operator.failure;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job stands that fails.
 *
 * @param last the failure of its last restart
 * @param restarts since its last progress
 * @param counted those of them that are counted
 * @param stuck for how long it has made no progress since it failed; zero where it has
 * @param bounds when it is given up
 */
public record Standing(
        Optional<Verdict> last, int restarts, int counted, Duration stuck, FailureBounds bounds) {
    /** Whether the job has failed and made no progress since. */
    public boolean isStuck() {
        return restarts > 0;
    }

    /** What becomes of it if it goes on so. */
    public String outlook() {
        return "attempt "
                + restarts
                + " without progress; ends after "
                + bounds.restarts()
                + " that are no outage ("
                + counted
                + " so far), or in "
                + bounds.time().minus(stuck).toSeconds()
                + " s"
                + last.map(Verdict::row).map(Standing::sooner).orElse("");
    }

    private static String sooner(FailureCase row) {
        return row.ruling() != Ruling.END
                ? ""
                : ", or when "
                        + row.name()
                        + " has come "
                        + row.attempts()
                        + " times within at least "
                        + row.lasting().toSeconds()
                        + " s";
    }
}
