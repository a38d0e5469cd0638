package io.ratchet.operator.failure;

import java.util.Locale;

/** What becomes of a job that has failed. */
public enum Ruling {
    /** It starts again from its newest checkpoint, as long as that leads anywhere. */
    RESTART,
    /** It ends, because a restart would fail again, and its user is told what to do. */
    END,
    /** Its checkpoint is marked and it ends; the next start goes on from the one before. */
    PASS_OVER;

    /** As it is shown. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
