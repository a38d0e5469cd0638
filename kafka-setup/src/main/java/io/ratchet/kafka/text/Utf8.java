package io.ratchet.kafka.text;

/**
 * Checks UTF-8 without making anything of it: no overlong forms, no surrogates, nothing above
 * U+10FFFF (the Unicode Standard, table 3-7).
 */
public final class Utf8 {
    private Utf8() {}

    /** The place of the first byte of the first malformed or cut sequence; -1 if there is none. */
    public static int firstMalformed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int length = sequenceLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** Whether the bytes from a malformed place on could become well-formed with more of them. */
    public static boolean isCut(byte[] bytes, int from, int to) {
        int first = bytes[from] & 0xff;
        int needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || to - from >= needed) {
            return false;
        }
        for (int at = from + 1; at < to; at++) {
            boolean fits = at == from + 1 ? isSecond(first, bytes[at]) : isContinuation(bytes[at]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The length of the sequence of two to four bytes; 0 if it is malformed or cut. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || to - at < length || !isSecond(first, bytes[at + 1])) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(bytes[at + i])) {
                return 0;
            }
        }
        return length;
    }

    private static boolean isSecond(int first, byte second) {
        int value = second & 0xff;
        return switch (first) {
            case 0xe0 -> value >= 0xa0 && value <= 0xbf;
            case 0xed -> value >= 0x80 && value <= 0x9f;
            case 0xf0 -> value >= 0x90 && value <= 0xbf;
            case 0xf4 -> value >= 0x80 && value <= 0x8f;
            default -> isContinuation(second);
        };
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xc0) == 0x80;
    }
}
