package io.ratchet.kafka.unpack;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tells which of UTF-16 and UTF-32 a text without a byte order mark is in: the one in which it is
 * well-formed, has no characters that no text has, and has the most that every CSV or JSON has.
 */
final class WideText {
    private static final List<Charset> CANDIDATES =
            List.of(
                    Charset.forName("UTF-32LE"),
                    Charset.forName("UTF-32BE"),
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE);
    private static final String TELLING = ",;\t\n\r{}[]\":0123456789";

    private WideText() {}

    static Optional<Charset> guess(byte[] beginning) {
        Optional<Charset> best = Optional.empty();
        int most = 0;
        for (Charset candidate : CANDIDATES) {
            int count = tellingCharacters(beginning, candidate);
            if (count > most) {
                most = count;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /** How many there are; 0 where the bytes are no text in that encoding. */
    private static int tellingCharacters(byte[] beginning, Charset candidate) {
        CharBuffer text = CharBuffer.allocate(beginning.length + 1);
        boolean malformed =
                candidate
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(beginning), text, false)
                        .isError();
        if (malformed) {
            return 0;
        }
        text.flip();
        int count = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (TELLING.indexOf(character) >= 0) {
                count++;
            } else if (Character.isISOControl(character)
                    || Character.getType(character) == Character.UNASSIGNED
                    || Character.getType(character) == Character.PRIVATE_USE) {
                return 0;
            }
        }
        return count;
    }
}
