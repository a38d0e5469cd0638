package io.ratchet.kafka.format;

import io.ratchet.kafka.text.Excerpt;

/**
 * A record that cannot take part in training: its reason, and what was found where. It carries no
 * stack trace, as bad input is expected and must not slow the good records down.
 */
public final class RefusedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final String detail;

    /**
     * @param detail names the column or tensor and the value; contents are to be shortened with
     *     {@link Excerpt}
     */
    public RefusedRecordException(RefusalReason reason, String detail) {
        super(reason.code() + ": " + detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    /** Why. */
    public RefusalReason reason() {
        return reason;
    }

    /** What was found where, without the reason's code. */
    public String detail() {
        return detail;
    }
}
