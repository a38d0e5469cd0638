package io.ratchet.job.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.kafka.format.CsvFields;
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

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = new byte[0];

    private final String format;
    private final Map<String, ColumnProfile> columns = new LinkedHashMap<>();
    private final List<ColumnProfile> inOrder = new ArrayList<>();
    private long records;
    private long unreadable;

    private RecordProfile(String format) {
        this.format = format;
    }

    /** A profile of objects; columns are found as they come. */
    public static RecordProfile ofJson() {
        return new RecordProfile("json");
    }

    /** A profile of lines with these columns. */
    public static RecordProfile ofCsv(List<String> names) {
        RecordProfile profile = new RecordProfile("csv");
        names.forEach(profile::column);
        return profile;
    }

    /** Takes the next record. */
    public void add(byte[] value) {
        boolean read = format.equals("json") ? addJson(value) : addCsv(value);
        records++;
        unreadable += read ? 0 : 1;
    }

    private boolean addCsv(byte[] value) {
        List<byte[]> fields = CsvFields.fields(value);
        if (fields.size() != inOrder.size()) {
            return false;
        }
        for (int at = 0; at < fields.size(); at++) {
            inOrder.get(at).add(records, fields.get(at), false);
        }
        return true;
    }

    private boolean addJson(byte[] value) {
        try (JsonParser parser = JSON.createParser(value)) {
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
            column.addNested();
            parser.skipChildren();
        }
    }

    private ColumnProfile column(String name) {
        ColumnProfile known = columns.get(name);
        if (known != null) {
            return known;
        }
        ColumnProfile column = new ColumnProfile(name);
        if (columns.size() < MOST_COLUMNS) {
            columns.put(name, column);
            inOrder.add(column);
        }
        return column;
    }

    /** As the configuration names it. */
    String format() {
        return format;
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
