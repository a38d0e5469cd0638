package io.ratchet.kafka.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the fields of a CSV line by RFC 4180, in its bytes. */
public final class CsvFields {
    private CsvFields() {}

    /** How many fields the line has, or -1 if it is malformed. */
    static int count(byte[] line, int end) {
        int fields = 1;
        int at = 0;
        while (true) {
            at = endOfField(line, at, end);
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
    public static byte @Nullable [] field(byte[] line, int index) {
        int from = 0;
        for (int field = 0; ; field++) {
            int to = endOfField(line, from, line.length);
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
    public static List<byte[]> fields(byte[] line) {
        List<byte[]> fields = new ArrayList<>();
        int from = 0;
        while (true) {
            int to = endOfField(line, from, line.length);
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

    private static byte[] content(byte[] line, int from, int to) {
        boolean quoted = from < to && line[from] == '"';
        byte[] content = new byte[to - from];
        int length =
                quoted ? unquote(line, from + 1, to - 1, content) : copy(line, from, to, content);
        return Arrays.copyOf(content, length);
    }

    /** The place of the comma or end behind the field; -1 if it is malformed. */
    private static int endOfField(byte[] line, int from, int end) {
        if (from < end && line[from] == '"') {
            int close = closingQuote(line, from + 1, end);
            return close < 0 ? -1 : close + 1;
        }
        return endOfUnquoted(line, from, end);
    }

    /** The place of the comma or end behind an unquoted field; -1 if it is malformed. */
    static int endOfUnquoted(byte[] line, int from, int end) {
        for (int at = from; at < end; at++) {
            byte found = line[at];
            if (found == ',') {
                return at;
            }
            if (found == '"' || found == '\n' || found == '\r') {
                return -1;
            }
        }
        return end;
    }

    /**
     * The place of the quote that closes a field; -1 if there is none, or neither a comma nor the
     * end follows it.
     */
    static int closingQuote(byte[] line, int from, int end) {
        for (int at = from; at < end; at++) {
            if (line[at] == '"') {
                if (at + 1 < end && line[at + 1] == '"') {
                    at++;
                } else {
                    return at + 1 == end || line[at + 1] == ',' ? at : -1;
                }
            }
        }
        return -1;
    }

    /** Copies what is between quotes, with doubled quotes made one; gives the length. */
    static int unquote(byte[] line, int from, int close, byte[] into) {
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
