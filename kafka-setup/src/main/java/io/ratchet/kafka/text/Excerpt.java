package io.ratchet.kafka.text;

import java.nio.charset.StandardCharsets;

/** A short, printable piece of a record for an error message. */
public final class Excerpt {
    private static final int LIMIT_CHARACTERS = 48;

    private Excerpt() {}

    /** The bytes from {@code from} to {@code to}, quoted and cut. */
    public static String of(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + 4 * LIMIT_CHARACTERS);
        return of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    /** The text, quoted and cut, with control characters replaced. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder("'");
        int length = Math.min(text.length(), LIMIT_CHARACTERS);
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            shown.append(Character.isISOControl(character) ? '?' : character);
        }
        return shown.append(text.length() > length ? "...'" : "'").toString();
    }
}
