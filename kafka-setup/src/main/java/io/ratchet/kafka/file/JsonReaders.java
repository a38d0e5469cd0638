package io.ratchet.kafka.file;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Opens JSON texts. */
final class JsonReaders {
    private static final int SHOWN_BYTES = 60;

    private JsonReaders() {}

    static RecordReader open(
            InputStream text, String words, JsonShape shape, Optional<String> keyField)
            throws IOException {
        KeyExtractor keys = keyField.<KeyExtractor>map(JsonKey::new).orElse(KeyExtractor.NONE);
        return switch (shape) {
            case LINES -> new JsonLinesReader(new RowCutter(text, false), words, keys);
            case VALUES -> new JsonValuesReader(text, words, keys);
            case NONE -> throw noJson(text);
        };
    }

    private static IOException noJson(InputStream text) throws IOException {
        byte[] row = new RowCutter(text, true).next();
        if (row == null) {
            return new UnreadableFileException("it is empty: there is no record in it");
        }
        String shown = CsvFirstRow.show(row, SHOWN_BYTES);
        return new UnreadableFileException(
                "it is no JSON, but begins with "
                        + shown
                        + (shown.contains(",") ? ": it looks like CSV; say --format csv" : ""));
    }

    /**
     * Refuses a file whose only record holds the rows.
     *
     * @param only the record
     */
    static void refuseNested(byte[] only) throws UnreadableFileException {
        Optional<String> field = JsonObjects.fieldWithRows(only);
        if (field.isPresent()) {
            throw new UnreadableFileException(
                    "it is one single object, which seems to hold the rows in its field '"
                            + field.get()
                            + "'. Take them out: a row is an object by itself, one a line or in an"
                            + " array");
        }
    }
}
