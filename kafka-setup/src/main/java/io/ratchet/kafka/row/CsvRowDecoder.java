package io.ratchet.kafka.row;

import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.format.ForeignValue;
import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.format.SchemaException;
import io.ratchet.kafka.text.Excerpt;
import io.ratchet.kafka.text.Utf8;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes rows whose record is one CSV line in UTF-8, by RFC 4180: commas or another separator,
 * double quotes, a quote inside quotes is doubled, spaces count. A line terminator at the end is
 * passed over.
 *
 * <p>A byte order mark at the beginning is passed over; bytes that are not UTF-8 are refused.
 *
 * <p>An empty field, quoted or not, is a missing value.
 */
public final class CsvRowDecoder implements RowDecoder {
    private final List<String> header;
    private final FieldEncoder[] encoders;
    private final CsvSyntax syntax;
    private final byte separator;
    private byte[] unquoted = new byte[256];

    /**
     * A decoder of lines in the header's order.
     *
     * @param header the names of the columns in the order of the data: exactly the schema's
     * @throws SchemaException if header and schema do not have the same names
     */
    public CsvRowDecoder(RowSchema schema, List<String> header) {
        this(schema, header, CsvSyntax.RFC_4180, FieldObserver.NONE);
    }

    /** The same, for lines that are written otherwise, and for somebody who watches. */
    public CsvRowDecoder(
            RowSchema schema, List<String> header, CsvSyntax syntax, FieldObserver observer) {
        this.header = List.copyOf(header);
        this.syntax = syntax;
        this.separator = syntax.separator().sign();
        Map<String, FieldEncoder> encodersByName =
                FieldEncoders.of(schema, syntax.decimal(), observer);
        check(encodersByName.keySet(), this.header);
        encoders = this.header.stream().map(encodersByName::get).toArray(FieldEncoder[]::new);
    }

    /** A decoder of lines in the schema's order. */
    public CsvRowDecoder(RowSchema schema) {
        this(schema, schema.names());
    }

    private static void check(Set<String> declared, List<String> header) {
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                faults.add("'" + name + "' is there twice");
            } else if (!declared.contains(name)) {
                faults.add("'" + name + "' is not in the schema; declare it there as ignored");
            }
        }
        for (String name : declared) {
            if (!seen.contains(name)) {
                faults.add("'" + name + "' of the schema is not there");
            }
        }
        if (!faults.isEmpty()) {
            throw new SchemaException("The CSV header " + header, faults);
        }
    }

    @Override
    public void decode(byte @Nullable [] value, DecodedRow into) throws RefusedRecordException {
        int end = value == null ? 0 : CsvFields.withoutTerminator(value);
        int start = value == null ? 0 : CsvFields.behindMark(value, end);
        if (value == null || end == start) {
            throw new RefusedRecordException(RefusalReason.EMPTY_RECORD, "the line is empty");
        }
        try {
            decode(value, start, end, into);
        } catch (RefusedRecordException refusal) {
            // A line that lacks a column shifts all behind it: that is the cause, so it is named.
            int count = CsvFields.count(value, start, end, separator);
            RefusedRecordException cause =
                    count < 0 || count == encoders.length ? refusal : wrongCount(count);
            throw new RefusedRecordException(
                    cause.reason(),
                    cause.detail()
                            + otherSeparator(value, start, end, count)
                            + ForeignValue.hintOnCsv(value));
        }
        refuseOtherEncodings(value, end);
    }

    /** A category of other bytes than UTF-8 would count as one that nobody has listed. */
    private static void refuseOtherEncodings(byte[] line, int end) throws RefusedRecordException {
        int signs = 0;
        for (int at = 0; at < end; at++) {
            signs |= line[at];
        }
        int malformed = signs < 0 ? Utf8.firstMalformed(line, 0, end) : -1;
        if (malformed >= 0) {
            throw new RefusedRecordException(
                    RefusalReason.MALFORMED,
                    "byte "
                            + malformed
                            + " of the line is not UTF-8: "
                            + Excerpt.of(line, 0, end)
                            + "; is it in another encoding, such as Latin-1?");
        }
    }

    private void decode(byte[] line, int start, int end, DecodedRow into)
            throws RefusedRecordException {
        int at = start;
        int column = 0;
        while (true) {
            if (column == encoders.length) {
                // What follows may be malformed too; then it has no count.
                throw wrongCount(
                        Math.max(column + 1, CsvFields.count(line, at, end, separator) + column));
            }
            FieldEncoder encoder = encoders[column++];
            if (at < end && line[at] == '"') {
                at = decodeQuoted(encoder, line, at + 1, end, into);
            } else {
                int from = at;
                at = CsvFields.endOfUnquoted(line, from, end, separator);
                if (at < 0) {
                    throw malformed(line, from, end, "a quote or line break outside quotes");
                }
                if (at == from) {
                    encoder.encodeMissing(into);
                } else {
                    encoder.encode(line, from, at, into);
                }
            }
            if (at == end) {
                break;
            }
            at++;
        }
        if (column < encoders.length) {
            throw wrongCount(column);
        }
    }

    /** Decodes a field behind its opening quote; gives the place behind the closing one. */
    private int decodeQuoted(FieldEncoder encoder, byte[] line, int from, int end, DecodedRow into)
            throws RefusedRecordException {
        int close = CsvFields.closingQuote(line, from, end, separator);
        if (close < 0) {
            throw malformed(line, from, end, "a quote that is not closed, or text behind it");
        }
        if (close == from) {
            encoder.encodeMissing(into);
            return close + 1;
        }
        if (unquoted.length < close - from) {
            unquoted = new byte[2 * (close - from)];
        }
        int length = CsvFields.unquote(line, from, close, unquoted);
        encoder.encode(unquoted, 0, length, into);
        return close + 1;
    }

    /** What to do where the line has the run's columns between other separators. */
    private String otherSeparator(byte[] line, int start, int end, int count) {
        if (count == encoders.length) {
            return "";
        }
        for (Separator other : Separator.values()) {
            if (CsvFields.count(line, start, end, other.sign()) == encoders.length) {
                return "; its columns are separated by "
                        + other.words()
                        + ", and the input's separator is "
                        + syntax.separator().code()
                        + ": set 'separator: "
                        + other.code()
                        + "'";
            }
        }
        return "";
    }

    private RefusedRecordException wrongCount(int count) {
        if (count < encoders.length) {
            return new RefusedRecordException(
                    RefusalReason.MISSING_COLUMN,
                    "the line has "
                            + count
                            + " of "
                            + encoders.length
                            + " columns, '"
                            + header.get(count)
                            + "' is the first that is not there");
        }
        return new RefusedRecordException(
                RefusalReason.EXTRA_COLUMN,
                "the line has " + count + " columns instead of " + encoders.length);
    }

    private static RefusedRecordException malformed(byte[] line, int from, int end, String what) {
        return new RefusedRecordException(
                RefusalReason.MALFORMED,
                what + " from byte " + from + ": " + Excerpt.of(line, from, end));
    }
}
