package io.ratchet.kafka.unpack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Says what bytes look like that are not in the encoding that was expected. */
final class EncodingAdvice {
    private EncodingAdvice() {}

    static String of(byte[] bytes, int length, Charset expected) {
        if (!expected.equals(StandardCharsets.UTF_8)) {
            return "Is the encoding right?";
        }
        int controls = 0;
        int upper = 0;
        int windows = 0;
        for (int at = 0; at < length; at++) {
            int value = bytes[at] & 0xff;
            boolean control = value < ' ' && value != '\t' && value != '\n' && value != '\r';
            controls += control || value == 0x7f ? 1 : 0;
            upper += value >= 0x80 ? 1 : 0;
            windows += value >= 0x80 && value < 0xa0 ? 1 : 0;
        }
        if (20L * controls > length || 2L * upper > length) {
            return "It looks like binary data, or like a text in an encoding of other letters;"
                    + " --encoding names one.";
        }
        return windows > 0
                ? "It looks like windows-1252 or another encoding of one byte a character; say"
                        + " --encoding windows-1252, or which one it is."
                : "It looks like Latin-1 (ISO-8859-1) or another encoding of one byte a character;"
                        + " say --encoding ISO-8859-1, or which one it is.";
    }
}
