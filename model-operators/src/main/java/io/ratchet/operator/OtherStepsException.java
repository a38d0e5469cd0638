package io.ratchet.operator;

import io.ratchet.operator.failure.EndingException;
import java.util.List;

/** A run would compute steps again that readers have, and not to the same bits. */
final class OtherStepsException extends EndingException {
    private static final long serialVersionUID = 1L;

    /**
     * @param run the run
     * @param from the step that it goes on from
     * @param reported the last step that readers have
     * @param differences what is another now than when those steps were computed
     */
    OtherStepsException(String run, long from, long reported, List<String> differences) {
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
                        + ". What is reported behind them would not follow them. Change it back"
                        + " until step "
                        + reported
                        + " is passed, and stop the job then before you change it; bring a newer"
                        + " checkpoint back; or start afresh, as the next generation, with"
                        + " resume: never.");
    }
}
