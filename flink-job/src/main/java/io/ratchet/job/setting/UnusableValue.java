package io.ratchet.job.setting;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.ratchet.job.message.Message;

/** Thrown where a text is none of the values that are expected. */
public final class UnusableValue extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong with a value.
     *
     * @param complaint how the sentence goes on that begins with {@code is '<value>'}, a format
     */
    @FormatMethod
    public UnusableValue(@FormatString String complaint, Object... arguments) {
        super(Message.of(complaint, arguments));
    }
}
