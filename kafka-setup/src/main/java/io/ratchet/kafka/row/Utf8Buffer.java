package io.ratchet.kafka.row;

/** The UTF-8 bytes of a text, in a buffer that is used again and again. */
final class Utf8Buffer {
    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes a text; a surrogate without its partner becomes {@code ?}, as Java's encoder does. */
    void set(char[] characters, int from, int count) {
        if (bytes.length < 3 * count) {
            bytes = new byte[6 * count];
        }
        length = 0;
        int to = from + count;
        for (int at = from; at < to; at++) {
            char character = characters[at];
            if (character < 0x80) {
                bytes[length++] = (byte) character;
            } else if (Character.isHighSurrogate(character)
                    && at + 1 < to
                    && Character.isLowSurrogate(characters[at + 1])) {
                append(Character.toCodePoint(character, characters[++at]));
            } else {
                append(Character.isSurrogate(character) ? '?' : character);
            }
        }
    }

    private void append(int codePoint) {
        if (codePoint < 0x80) {
            bytes[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xc0 | (codePoint >> 6));
            bytes[length++] = continuation(codePoint);
        } else if (codePoint < 0x10000) {
            bytes[length++] = (byte) (0xe0 | (codePoint >> 12));
            bytes[length++] = continuation(codePoint >> 6);
            bytes[length++] = continuation(codePoint);
        } else {
            bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
            bytes[length++] = continuation(codePoint >> 12);
            bytes[length++] = continuation(codePoint >> 6);
            bytes[length++] = continuation(codePoint);
        }
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }
}
