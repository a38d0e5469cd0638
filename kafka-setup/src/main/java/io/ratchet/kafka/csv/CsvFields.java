package io.ratchet.kafka.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of a CSV line by RFC 4180, in its bytes. Each method takes the byte that
 * separates fields.
 */
public final class CsvFields {
    private CsvFields() {}

    /** How many fields there are up to the end of the line, or -1 if it is malformed. */
    public static int count(byte[] line, int from, int end, byte separator) {
        int fields = 1;
        int at = from;
        while (true) {
            at = endOfField(line, at, end, separator);
            if (at < 0 || at == end) {
                return at < 0 ? -1 : fields;
            }
            fields++;
            at++;
        }
    }

    /**
     * The bytes of a field, without its quotes.
     *
     * @param index from 0
     * @return null if the line is malformed before the field's end, or has no such field
     */
    public static byte @Nullable [] field(byte[] line, int index, byte separator) {
        int from = 0;
        for (int field = 0; ; field++) {
            int to = endOfField(line, from, line.length, separator);
            if (to < 0 || (field < index && to == line.length)) {
                return null;
            }
            if (field == index) {
                return content(line, from, to);
            }
            from = to + 1;
        }
    }

    /** All fields of a line, without their quotes; none if it is malformed. */
    public static List<byte[]> fields(byte[] line, byte separator) {
        List<byte[]> fields = new ArrayList<>();
        int from = 0;
        while (true) {
            int to = endOfField(line, from, line.length, separator);
            if (to < 0) {
                return List.of();
            }
            fields.add(content(line, from, to));
            if (to == line.length) {
                return fields;
            }
            from = to + 1;
        }
    }

    /**
     * What of a record is its line: without a byte order mark, which producers that send a file's
     * first line send with it, and without the line's end.
     */
    public static byte[] line(byte[] value) {
        int end = withoutTerminator(value);
        int start = behindMark(value, end);
        return start == 0 && end == value.length ? value : Arrays.copyOfRange(value, start, end);
    }

    /** Where the text of a line begins. */
    public static int behindMark(byte[] line, int end) {
        boolean marked =
                end >= 3
                        && line[0] == (byte) 0xef
                        && line[1] == (byte) 0xbb
                        && line[2] == (byte) 0xbf;
        return marked ? 3 : 0;
    }

    /** Where a line ends without its terminator. */
    public static int withoutTerminator(byte[] line) {
        int end = line.length;
        if (end > 0 && line[end - 1] == '\n') {
            end--;
        }
        return end > 0 && line[end - 1] == '\r' ? end - 1 : end;
    }

    private static byte[] content(byte[] line, int from, int to) {
        boolean quoted = from < to && line[from] == '"';
        byte[] content = new byte[to - from];
        int length =
                quoted ? unquote(line, from + 1, to - 1, content) : copy(line, from, to, content);
        return Arrays.copyOf(content, length);
    }

    /** The place of the separator or end behind the field; -1 if it is malformed. */
    private static int endOfField(byte[] line, int from, int end, byte separator) {
        if (from < end && line[from] == '"') {
            int close = closingQuote(line, from + 1, end, separator);
            return close < 0 ? -1 : close + 1;
        }
        return endOfUnquoted(line, from, end, separator);
    }

    /** The place of the separator or end behind an unquoted field; -1 if it is malformed. */
    public static int endOfUnquoted(byte[] line, int from, int end, byte separator) {
        for (int at = from; at < end; at++) {
            byte found = line[at];
            if (found == separator) {
                return at;
            }
            if (found == '"' || found == '\n' || found == '\r') {
                return -1;
            }
        }
        return end;
    }

    /**
     * The place of the quote that closes a field; -1 if there is none, or neither a separator nor
     * the end follows it.
     */
    public static int closingQuote(byte[] line, int from, int end, byte separator) {
        for (int at = from; at < end; at++) {
            if (line[at] == '"') {
                if (at + 1 < end && line[at + 1] == '"') {
                    at++;
                } else {
                    return at + 1 == end || line[at + 1] == separator ? at : -1;
                }
            }
        }
        return -1;
    }

    /** Copies what is between quotes, with doubled quotes made one; gives the length. */
    public static int unquote(byte[] line, int from, int close, byte[] into) {
        int length = 0;
        for (int at = from; at < close; at++) {
            into[length++] = line[at];
            if (line[at] == '"') {
                at++;
            }
        }
        return length;
    }

    private static int copy(byte[] line, int from, int to, byte[] into) {
        System.arraycopy(line, from, into, 0, to - from);
        return to - from;
    }
}
