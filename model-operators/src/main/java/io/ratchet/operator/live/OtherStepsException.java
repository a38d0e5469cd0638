package io.ratchet.operator.live;

import io.ratchet.operator.failure.EndingException;
import java.util.List;

/** A run would compute steps again that readers have, and not to the same bits. */
public final class OtherStepsException extends EndingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param run the run
     * @param from the step that it goes on from
     * @param reported the last step that readers have
     * @param differences what is another now than when those steps were computed
     * @param changedAt the last of those steps from which on something else was taken over, so that
     *     no configuration computes all of them; 0 where there is none
     */
    OtherStepsException(
            String run, long from, long reported, List<String> differences, long changedAt) {
        super(
                "Run '"
                        + run
                        + "' cannot go on from step "
                        + from
                        + " as it is configured: its steps up to "
                        + reported
                        + " are reported, and would be computed again with something else than"
                        + " they were: "
                        + String.join("; ", differences)
                        + ". What is reported behind them would not follow them. "
                        + (changedAt == 0 ? changeBack(reported) : bringBack(changedAt))
                        + " or start afresh, as the next generation, with resume: never.");
    }

    private static String changeBack(long reported) {
        return "Change it back until step "
                + reported
                + " is passed, and stop the job then before you change it; bring a newer checkpoint"
                + " back;";
    }

    /** A job cannot be stopped at a step that is chosen. */
    private static String bringBack(long changedAt) {
        return "No single configuration computes them again, because they were computed with one up"
                + " to step "
                + changedAt
                + " and with another behind it. Bring a checkpoint of step "
                + changedAt
                + " or later back;";
    }
}
