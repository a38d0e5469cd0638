package io.ratchet.drill.measure;

/**
 * When the newest attempt of a task reached its states, in milliseconds of the job manager's clock.
 *
 * @param vertex the name of what it runs
 * @param deployedMillis when it began to restore its state
 * @param runningMillis when it had; 0 until then
 */
public record TaskTimes(String vertex, long deployedMillis, long runningMillis) {
    /** Whether it is a task of TRAIN. */
    public boolean isTrain() {
        return vertex.startsWith("TRAIN");
    }
}
