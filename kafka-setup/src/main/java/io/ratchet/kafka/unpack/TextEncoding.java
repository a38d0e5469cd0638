package io.ratchet.kafka.unpack;

import io.ratchet.kafka.text.Utf8;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The encoding of a text, and how it is known.
 *
 * @param markBytes the length of the byte order mark at the beginning
 * @param basis how it is known, for people: "by its byte order mark"
 */
record TextEncoding(Charset charset, int markBytes, String basis) {
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    /** Of a text of which half could be in ASCII, UTF-16 has more zeros than that. */
    private static final double ZEROS_OF_WIDE_TEXT = 0.3;

    /**
     * The encoding of a text that begins so.
     *
     * @param named what the user says it is
     * @throws UnreadableFileException if that is not so, or nothing fits
     */
    static TextEncoding of(byte[] beginning, Optional<Charset> named)
            throws UnreadableFileException {
        Optional<TextEncoding> marked = byMark(beginning);
        if (named.isPresent()) {
            return named(named.get(), marked, beginning);
        }
        if (marked.isPresent()) {
            return marked.get();
        }
        int zero = firstZero(beginning);
        if (zero < 0) {
            return new TextEncoding(StandardCharsets.UTF_8, 0, "");
        }
        return (isNarrow(beginning) ? Optional.<Charset>empty() : WideText.guess(beginning))
                .map(charset -> new TextEncoding(charset, 0, "guessed; it has no byte order mark"))
                .orElseThrow(
                        () ->
                                new UnreadableFileException(
                                        "byte "
                                                + zero
                                                + " is 0, which no text has: it looks like binary"
                                                + " data"));
    }

    private static TextEncoding named(
            Charset named, Optional<TextEncoding> marked, byte[] beginning)
            throws UnreadableFileException {
        if (marked.isPresent()) {
            String family = marked.get().charset().name();
            if (!family.startsWith(named.name())) {
                throw new UnreadableFileException(
                        "it begins with the byte order mark of "
                                + family
                                + ", but is said to be "
                                + named.name()
                                + "; leave --encoding out");
            }
            return marked.get();
        }
        if (named.equals(StandardCharsets.UTF_16) || named.name().equals("UTF-32")) {
            return WideText.guess(beginning)
                    .filter(charset -> charset.name().startsWith(named.name()))
                    .map(charset -> new TextEncoding(charset, 0, "its byte order guessed"))
                    .orElseThrow(
                            () ->
                                    new UnreadableFileException(
                                            "it has no byte order mark, and its byte order cannot"
                                                    + " be told; say "
                                                    + named.name()
                                                    + "LE or "
                                                    + named.name()
                                                    + "BE"));
        }
        return new TextEncoding(named, 0, "as said");
    }

    private static Optional<TextEncoding> byMark(byte[] beginning) {
        if (begins(beginning, 0xef, 0xbb, 0xbf)) {
            return marked(StandardCharsets.UTF_8, 3);
        }
        if (begins(beginning, 0xff, 0xfe, 0, 0)) {
            return marked(UTF_32LE, 4);
        }
        if (begins(beginning, 0, 0, 0xfe, 0xff)) {
            return marked(UTF_32BE, 4);
        }
        if (begins(beginning, 0xff, 0xfe)) {
            return marked(StandardCharsets.UTF_16LE, 2);
        }
        return begins(beginning, 0xfe, 0xff)
                ? marked(StandardCharsets.UTF_16BE, 2)
                : Optional.empty();
    }

    private static Optional<TextEncoding> marked(Charset charset, int length) {
        return Optional.of(new TextEncoding(charset, length, "by its byte order mark"));
    }

    private static boolean begins(byte[] beginning, int... mark) {
        if (beginning.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((beginning[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether zeros aside it is UTF-8, and they are few: zeros in a text, and not a wide one. */
    private static boolean isNarrow(byte[] beginning) {
        int zeros = 0;
        for (byte value : beginning) {
            zeros += value == 0 ? 1 : 0;
        }
        int malformed = Utf8.firstMalformed(beginning, 0, beginning.length);
        return zeros < ZEROS_OF_WIDE_TEXT * beginning.length
                && (malformed < 0 || Utf8.isCut(beginning, malformed, beginning.length));
    }

    private static int firstZero(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                return at;
            }
        }
        return -1;
    }

    /** For people. */
    String words() {
        return basis.isEmpty() ? charset.name() : charset.name() + " (" + basis + ")";
    }
}
