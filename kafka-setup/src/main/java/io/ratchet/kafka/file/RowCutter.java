package io.ratchet.kafka.file;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a UTF-8 text into rows, without touching the bytes between. A row ends with LF, CRLF, CR, or
 * CR CR LF (which two conversions make of one line end); a last one needs no end. In a CSV text a
 * line break within quotes is part of its row (RFC 4180).
 *
 * <p>A row whose quotes are wrong is given as it is, for the job to refuse, as long as it is one
 * line: where a wrong one spans lines, nobody can tell where rows end, and the file is refused.
 */
final class RowCutter implements Closeable {
    /** What a request to Kafka may hold. */
    static final int LONGEST_BYTES = 32 * 1024 * 1024;

    private enum At {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        CLOSING_QUOTE
    }

    private final InputStream in;
    private final boolean quotes;
    private final byte separator;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private byte[] row = new byte[1 << 10];
    private int length;
    private long line = 1;
    private long firstLine = 1;
    private int fields;
    private boolean malformed;

    /**
     * @param quotes whether quotes and commas mean something, as they do in CSV
     */
    RowCutter(InputStream in, boolean quotes) {
        this(in, quotes, (byte) ',');
    }

    /** The same with another separator. */
    RowCutter(InputStream in, boolean quotes, byte separator) {
        this.in = in;
        this.quotes = quotes;
        this.separator = separator;
    }

    /** The next row without its end, or null behind the last one. */
    byte @Nullable [] next() throws IOException {
        if (!fill()) {
            return null;
        }
        length = 0;
        fields = 1;
        malformed = false;
        firstLine = line;
        At at = At.FIELD_START;
        while (fill()) {
            int start = from;
            from = endOfRun(at);
            if (from > start) {
                append(start, from);
                if (at != At.QUOTED) {
                    malformed |= at == At.CLOSING_QUOTE;
                    at = At.UNQUOTED;
                }
                continue;
            }
            byte next = buffer[from++];
            if (at == At.QUOTED) {
                at = next == '"' ? At.CLOSING_QUOTE : at;
                countLine(next);
            } else if (next == '\n' || next == '\r') {
                passLineEnd(next);
                return finished();
            } else {
                at = after(at, next);
            }
            append(next);
        }
        if (at == At.QUOTED) {
            throw new UnreadableFileException(
                    "the quote of the row that begins in line "
                            + firstLine
                            + " is never closed. Mend it, or say --lines, which sends every line as"
                            + " it is");
        }
        return finished();
    }

    /** The first place from here on with a byte that means something. */
    private int endOfRun(At at) {
        int end = from;
        if (at == At.QUOTED) {
            while (end < to && buffer[end] != '"' && !isBreak(buffer[end])) {
                end++;
            }
        } else if (quotes) {
            while (end < to
                    && buffer[end] != separator
                    && buffer[end] != '"'
                    && !isBreak(buffer[end])) {
                end++;
            }
        } else {
            while (end < to && !isBreak(buffer[end])) {
                end++;
            }
        }
        return end;
    }

    private static boolean isBreak(byte value) {
        return value == '\n' || value == '\r';
    }

    /** Behind a separator or a quote outside quotes. */
    private At after(At at, byte next) {
        if (next == separator) {
            fields++;
            return At.FIELD_START;
        }
        if (at == At.FIELD_START || at == At.CLOSING_QUOTE) {
            return At.QUOTED;
        }
        malformed = true;
        return at;
    }

    private void countLine(byte next) throws IOException {
        if (next == '\n' || (next == '\r' && !(fill() && buffer[from] == '\n'))) {
            line++;
        }
    }

    private void passLineEnd(byte first) throws IOException {
        if (first == '\r' && fill() && buffer[from] == '\r' && isFollowedByLineFeed()) {
            from++;
        }
        if (first == '\r' && fill() && buffer[from] == '\n') {
            from++;
        }
    }

    private boolean isFollowedByLineFeed() throws IOException {
        if (from + 1 == to && to < buffer.length) {
            int count = in.read(buffer, to, buffer.length - to);
            to += Math.max(0, count);
        } else if (from + 1 == to) {
            buffer[0] = buffer[from];
            from = 0;
            to = 1 + Math.max(0, in.read(buffer, 1, buffer.length - 1));
        }
        return from + 1 < to && buffer[from + 1] == '\n';
    }

    private byte[] finished() throws UnreadableFileException {
        if (malformed && line > firstLine) {
            throw new UnreadableFileException(
                    "the quotes of the row in lines "
                            + firstLine
                            + " to "
                            + line
                            + " are not those of CSV (RFC 4180), so nobody can tell where the row"
                            + " ends. Mend them, or say --lines, which sends every line as it is");
        }
        line++;
        if (length >= 3
                && row[0] == (byte) 0xef
                && row[1] == (byte) 0xbb
                && row[2] == (byte) 0xbf) {
            throw new UnreadableFileException(
                    "line "
                            + firstLine
                            + " begins with a byte order mark, in the middle of the file: it looks"
                            + " like files that were put one behind the other. Load each by itself");
        }
        return Arrays.copyOf(row, length);
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return from < to;
    }

    private void append(byte next) throws UnreadableFileException {
        reserve(1);
        row[length++] = next;
    }

    private void append(int start, int end) throws UnreadableFileException {
        reserve(end - start);
        System.arraycopy(buffer, start, row, length, end - start);
        length += end - start;
    }

    private void reserve(int more) throws UnreadableFileException {
        if (length + more > LONGEST_BYTES) {
            throw new UnreadableFileException(
                    "the row that begins in line "
                            + firstLine
                            + " is longer than "
                            + LONGEST_BYTES
                            + " bytes, which no topic takes. Is a quote not closed, or is it no"
                            + " file of rows?");
        }
        if (length + more > row.length) {
            row = Arrays.copyOf(row, Math.max(2 * row.length, length + more));
        }
    }

    /** The line in which the row that was given last begins, from 1. */
    long firstLine() {
        return firstLine;
    }

    /** How many fields that row has. */
    int fields() {
        return fields;
    }

    /** Whether the quotes of that row are wrong. */
    boolean isMalformed() {
        return malformed;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
