package io.ratchet.job.message;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the text of errors, warnings and reports is put together. The compiler checks
 * every format against its arguments (Error Prone's {@code FormatString}).
 *
 * <p>{@code %s} writes a value as {@link String#valueOf(Object)} does, whatever the locale; {@code
 * %%} is a percent sign. Formats of more than one line are text blocks whose line breaks are
 * escaped.
 */
public final class Message {
    private Message() {}

    /**
     * Returns the format with the arguments in their places.
     *
     * @param format a format of {@link java.util.Formatter}, a constant
     * @param arguments as many as the format has places
     */
    @FormatMethod
    public static String of(@FormatString String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
