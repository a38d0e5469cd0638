package io.ratchet.kafka.unpack;

import io.ratchet.kafka.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A text as UTF-8, whatever it is encoded in. Bytes that are malformed in that encoding, and the
 * character 0, are an error with their place; nothing is replaced.
 */
final class TextStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final byte[] raw = new byte[BUFFER_BYTES];
    private final CharBuffer characters = CharBuffer.allocate(2 * BUFFER_BYTES);
    private int rawLength;
    private long rawOffset;
    private byte[] text = raw;
    private int from;
    private int to;
    private boolean ended;
    private long lines = 1;
    private boolean behindReturn;

    /**
     * @param in the text behind its byte order mark
     * @param offset where that is, for messages
     */
    TextStream(InputStream in, Charset charset, long offset) {
        this.in = in;
        this.charset = charset;
        this.rawOffset = offset;
        this.decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        return fill() ? text[from++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(text, from, into, at, count);
        from += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (from == to) {
            if (ended) {
                return false;
            }
            int kept = keepRest();
            int count = in.read(raw, kept, raw.length - kept);
            ended = count < 0;
            rawLength = kept + Math.max(0, count);
            if (charset.equals(StandardCharsets.UTF_8)) {
                check();
            } else {
                decode();
            }
            countLines();
        }
        return true;
    }

    /** Moves what was not used of the raw bytes to the front; gives its length. */
    private int keepRest() {
        int used = charset.equals(StandardCharsets.UTF_8) ? to : decoded;
        int kept = rawLength - used;
        System.arraycopy(raw, used, raw, 0, kept);
        rawOffset += used;
        decoded = 0;
        return kept;
    }

    private int decoded;

    private void check() throws UnreadableFileException {
        text = raw;
        from = 0;
        int malformed = Utf8.firstMalformed(raw, 0, rawLength);
        to = malformed < 0 ? rawLength : malformed;
        if (malformed >= 0 && (ended || !Utf8.isCut(raw, malformed, rawLength))) {
            countLines();
            throw refusal(malformed);
        }
    }

    private void decode() throws UnreadableFileException {
        characters.clear();
        ByteBuffer bytes = ByteBuffer.wrap(raw, 0, rawLength);
        CoderResult result = decoder.decode(bytes, characters, ended);
        decoded = bytes.position();
        text = characters.flip().toString().getBytes(StandardCharsets.UTF_8);
        from = 0;
        to = text.length;
        if (result.isError()) {
            countLines();
            throw refusal(decoded);
        }
    }

    /** Counts the lines of the text that is there, up to a character 0, which is refused. */
    private void countLines() throws UnreadableFileException {
        for (int at = from; at < to; at++) {
            boolean feed = text[at] == '\n';
            boolean carriageReturn = text[at] == '\r';
            // LF, CRLF and CR end one line each.
            lines += carriageReturn || (feed && !behindReturn) ? 1 : 0;
            behindReturn = carriageReturn;
            if (text[at] == 0) {
                throw new UnreadableFileException(
                        "the character 0 stands in line "
                                + lines
                                + (text == raw ? ", at byte " + (rawOffset + at) : "")
                                + ", which no text has: it looks like binary data, or a file that"
                                + " was not written to its end");
            }
        }
    }

    private UnreadableFileException refusal(int malformed) {
        int value = raw[malformed] & 0xff;
        String place =
                String.format(
                        Locale.ROOT,
                        "byte %d (0x%02x, in line %d) is not %s",
                        rawOffset + malformed,
                        value,
                        lines,
                        charset.name());
        if (ended && Utf8.isCut(raw, malformed, rawLength)) {
            return new UnreadableFileException(
                    place + ": the file ends within a character, so it is cut");
        }
        return new UnreadableFileException(
                place + ". " + EncodingAdvice.of(raw, rawLength, charset));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
