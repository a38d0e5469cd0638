package io.ratchet.kafka.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Texts with each letter and its marks made one character where there is one (NFC): in lists, the
 * composed and the decomposed spelling are the same text.
 */
public final class ComposedText {
    private ComposedText() {}

    /** The composed text. */
    public static String of(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** The same in UTF-8; the bytes themselves where they are composed. */
    public static byte[] of(byte[] text) {
        return isAscii(text, 0, text.length)
                ? text
                : of(new String(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it has letters of ASCII only, which are composed. */
    public static boolean isAscii(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }
}
