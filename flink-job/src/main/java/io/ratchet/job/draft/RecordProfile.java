package io.ratchet.job.draft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.job.message.Message;
import io.ratchet.job.sample.TextBudget;
import io.ratchet.kafka.csv.CsvFields;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.text.JsonReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was seen of records, column by column. */
public final class RecordProfile {
    /** Of more columns nobody reads a draft, and more would not be bounded. */
    private static final int MOST_COLUMNS = 2_000;

    private static final int SHOWN_BYTES = 200;

    private static final byte[] NOTHING = new byte[0];

    private final String format;
    private final CsvSyntax syntax;
    private final TextBudget budget = new TextBudget();
    private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();
    private final List<ColumnProfile> inOrder = new ArrayList<>();
    private long records;
    private long unreadable;
    private long leftOutColumns;
    private String firstUnreadable = "";

    private RecordProfile(String format, CsvSyntax syntax) {
        this.format = format;
        this.syntax = syntax;
    }

    /** A profile of objects; columns are found as they come. */
    public static RecordProfile ofJson() {
        return new RecordProfile("json", CsvSyntax.RFC_4180);
    }

    /** A profile of lines with these columns, written as usual. */
    public static RecordProfile ofCsv(List<String> names) {
        return ofCsv(names, CsvSyntax.RFC_4180);
    }

    /**
     * A profile of lines with these columns.
     *
     * @throws IllegalArgumentException if they are more than are looked at
     */
    public static RecordProfile ofCsv(List<String> names, CsvSyntax syntax) {
        if (names.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            There are %s columns, and a draft looks at %s at most. Write the \
                            configuration yourself, or send so many numbers as ready-made batches.""",
                            names.size(), MOST_COLUMNS));
        }
        RecordProfile profile = new RecordProfile("csv", syntax);
        names.forEach(profile::column);
        return profile;
    }

    /** Takes the next record. */
    public void add(byte[] value) {
        boolean read = format.equals("json") ? addJson(value) : addCsv(value);
        records++;
        if (!read) {
            unreadable++;
            firstUnreadable =
                    firstUnreadable.isEmpty()
                            ? new String(
                                    value,
                                    0,
                                    Math.min(value.length, SHOWN_BYTES),
                                    StandardCharsets.UTF_8)
                            : firstUnreadable;
        }
    }

    private boolean addCsv(byte[] value) {
        List<byte[]> fields = CsvFields.fields(CsvFields.line(value), syntax.separator().sign());
        if (fields.size() != inOrder.size()) {
            return false;
        }
        for (int at = 0; at < fields.size(); at++) {
            inOrder.get(at).add(records, fields.get(at), false);
        }
        return true;
    }

    private boolean addJson(byte[] value) {
        try (JsonParser parser = JsonReading.FACTORY.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                ColumnProfile column = column(parser.currentName());
                add(parser, parser.nextToken(), column);
            }
            return parser.nextToken() == null;
        } catch (IOException broken) {
            return false;
        }
    }

    private void add(JsonParser parser, JsonToken token, ColumnProfile column) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            column.add(records, NOTHING, false);
        } else if (token.isScalarValue()) {
            column.add(
                    records,
                    parser.getText().getBytes(StandardCharsets.UTF_8),
                    token == JsonToken.VALUE_STRING);
        } else {
            column.addNested(fieldsOf(parser, token));
        }
    }

    /** The names of an object's fields; none of a list. What is in it is passed over. */
    private static List<String> fieldsOf(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return List.of();
        }
        List<String> names = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            names.add(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
        }
        return List.copyOf(names);
    }

    private ColumnProfile column(String name) {
        ColumnProfile known = columns.get(name);
        if (known != null) {
            return known;
        }
        ColumnProfile column = new ColumnProfile(name, syntax.decimal(), budget);
        if (columns.size() < MOST_COLUMNS) {
            columns.put(name, column);
            inOrder.add(column);
        } else {
            leftOutColumns++;
        }
        return column;
    }

    /** As the configuration names it. */
    String format() {
        return format;
    }

    /** How lines are written, if they are CSV. */
    CsvSyntax syntax() {
        return syntax;
    }

    /** The first that is no row like the others; empty where all are. */
    String firstUnreadable() {
        return firstUnreadable;
    }

    /** Whether there were more columns than are looked at. */
    boolean hasMoreColumns() {
        return leftOutColumns > 0;
    }

    List<ColumnProfile> columns() {
        return List.copyOf(inOrder);
    }

    /** How many records there were. */
    public long records() {
        return records;
    }

    /** Those that are no rows like the others. */
    public long unreadable() {
        return unreadable;
    }

    /** Rows that could be read. */
    long rows() {
        return records - unreadable;
    }
}
