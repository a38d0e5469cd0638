package io.ratchet.drill.measure;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * How a job came back from a fault. Seconds from the fault; NaN where there is nothing to tell: no
 * failure was noted, or no task was started again.
 *
 * @param detect until Flink noted a failure
 * @param restart until TRAIN was deployed again
 * @param restore until every task that was deployed again had its state
 * @param firstStep until the first new step
 * @param caughtUp until the first step that is not below the highest one before the fault
 * @param replayed steps from the first new one to the highest one before the fault: written twice,
 *     as the transactions with the first ones were aborted
 */
public record Recovery(
        double detect,
        double restart,
        double restore,
        double firstStep,
        double caughtUp,
        long replayed) {
    /** All of it on one line. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "detect %.2f, restart %.2f, restore %.2f, first new step %.2f, caught up %.2f s; %d steps replayed",
                detect,
                restart,
                restore,
                firstStep,
                caughtUp,
                replayed);
    }

    /**
     * What is known of a fault while a job comes back from it.
     *
     * @param millis when the fault struck
     * @param resumableMillis from when on steps count as new, if not from the fault on
     * @param highestStep the highest step seen before it
     * @param sight which time of a step counts
     */
    public record Fault(long millis, OptionalLong resumableMillis, long highestStep, Sight sight) {}
}
