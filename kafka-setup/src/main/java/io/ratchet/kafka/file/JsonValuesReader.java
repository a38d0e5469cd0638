package io.ratchet.kafka.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.ratchet.kafka.text.JsonReading;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects that lie in an array, or one behind the other over several lines. Each is given as
 * it is written, so that numbers keep their spelling.
 */
final class JsonValuesReader implements RecordReader {
    private final RecordingInput in;
    private final JsonParser parser;
    private final String words;
    private final KeyExtractor keys;
    private final RowNotes notes = new RowNotes();
    private boolean inArray;
    private boolean anyArray;
    private byte @Nullable [] only;
    private long records;

    JsonValuesReader(InputStream text, String words, KeyExtractor keys) throws IOException {
        this.in = new RecordingInput(text, RowCutter.LONGEST_BYTES);
        this.parser = JsonReading.FACTORY.createParser(in);
        this.words = words;
        this.keys = keys;
    }

    @Override
    public @Nullable FileRecord next() throws IOException {
        try {
            return read();
        } catch (JsonProcessingException broken) {
            throw new UnreadableFileException(
                    "behind record "
                            + records
                            + " it is no JSON, or is cut: "
                            + broken.getOriginalMessage()
                            + " (line "
                            + broken.getLocation().getLineNr()
                            + ", column "
                            + broken.getLocation().getColumnNr()
                            + ")",
                    broken);
        }
    }

    private @Nullable FileRecord read() throws IOException {
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                if (only != null && !anyArray) {
                    JsonReaders.refuseNested(only);
                }
                return null;
            }
            if (token == JsonToken.START_OBJECT) {
                return object();
            }
            if (token == JsonToken.START_ARRAY && !inArray) {
                inArray = true;
                anyArray = true;
            } else if (token == JsonToken.END_ARRAY) {
                inArray = false;
            } else {
                throw new UnreadableFileException(
                        "what follows record "
                                + records
                                + ", in line "
                                + parser.currentLocation().getLineNr()
                                + ", is "
                                + (token == JsonToken.START_ARRAY ? "an array" : "a single value")
                                + " in the place of an object. A row is a flat JSON object");
            }
        }
    }

    private FileRecord object() throws IOException {
        long line = parser.currentLocation().getLineNr();
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        byte[] object = in.take(from, parser.currentLocation().getByteOffset());
        notes.rowRead();
        only = records++ == 0 ? object : null;
        byte[] key = keys.keyOf(object);
        if (key == null && keys != KeyExtractor.NONE) {
            notes.found(RecordKeys.MISSING, RecordKeys.CONSEQUENCE, line);
        }
        return new FileRecord(key, object, false);
    }

    @Override
    public RowNotes notes() {
        return notes;
    }

    @Override
    public FileForm form() {
        return FileForm.json("JSON, objects in an array or one behind the other, " + words);
    }

    @Override
    public void close() throws IOException {
        parser.close();
        in.close();
    }
}
