package io.ratchet.kafka.file;

import io.ratchet.kafka.unpack.OpenedText;
import io.ratchet.kafka.unpack.UnpackedFile;
import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Opens files of text: unpacks them, finds their encoding, and tells CSV from JSON. */
final class TextFiles {
    private static final int LOOKED_AT_BYTES = 1 << 16;

    private TextFiles() {}

    static RecordReader open(RecordFile.Detected any, AtomicLong byteCounter) throws IOException {
        if (any.layout().everyLine()) {
            return lines(any.file(), any.layout(), any.key(), byteCounter);
        }
        return opened(
                any,
                byteCounter,
                (text, beginning, words) -> {
                    JsonShape shape = JsonShape.of(beginning);
                    return shape == JsonShape.NONE
                            ? csv(text, beginning, words, any.layout(), any.key())
                            : JsonReaders.open(text, words, shape, any.key());
                });
    }

    static RecordReader open(RecordFile.Csv csv, AtomicLong byteCounter) throws IOException {
        if (csv.layout().everyLine()) {
            return lines(csv.file(), csv.layout(), csv.keyColumn(), byteCounter);
        }
        return opened(
                csv,
                byteCounter,
                (text, beginning, words) -> {
                    if (JsonShape.of(beginning) != JsonShape.NONE) {
                        throw new UnreadableFileException(
                                "it looks like JSON, not like CSV; say --format json");
                    }
                    return csv(text, beginning, words, csv.layout(), csv.keyColumn());
                });
    }

    static RecordReader open(RecordFile.Json json, AtomicLong byteCounter) throws IOException {
        return opened(
                json,
                byteCounter,
                (text, beginning, words) ->
                        JsonReaders.open(text, words, JsonShape.of(beginning), json.keyField()));
    }

    private static RecordReader csv(
            InputStream text,
            byte[] beginning,
            String words,
            CsvLayout layout,
            Optional<String> key)
            throws IOException {
        boolean whole = beginning.length < LOOKED_AT_BYTES;
        return CsvReader.open(
                text, CsvBeginning.of(beginning, whole, layout.separator()), words, layout, key);
    }

    private static RecordReader opened(RecordFile.Text file, AtomicLong byteCounter, Opener opener)
            throws IOException {
        InputStream raw = file.file().open();
        try {
            OpenedText text =
                    UnpackedFile.of(new CountingInput(raw, byteCounter)).text(file.encoding());
            BufferedInputStream utf8 = new BufferedInputStream(text.utf8(), LOOKED_AT_BYTES);
            utf8.mark(LOOKED_AT_BYTES);
            byte[] beginning = utf8.readNBytes(LOOKED_AT_BYTES);
            utf8.reset();
            return opener.open(utf8, beginning, text.words());
        } catch (IOException failure) {
            raw.close();
            throw failure;
        }
    }

    private static RecordReader lines(
            DataFile file, CsvLayout layout, Optional<String> key, AtomicLong byteCounter)
            throws IOException {
        InputStream raw = file.open();
        try {
            UnpackedFile unpacked = UnpackedFile.of(new CountingInput(raw, byteCounter));
            if (unpacked.likeness().isPresent()) {
                throw new UnreadableFileException(
                        "it looks like " + unpacked.likeness().get() + ", which has no lines");
            }
            return LineRecords.open(
                    new LineReader(unpacked.bytes()), layout, key, unpacked.compressionWords());
        } catch (IOException failure) {
            raw.close();
            throw failure;
        }
    }

    /** Goes on with a text that was opened. */
    private interface Opener {
        RecordReader open(InputStream text, byte[] beginning, String words) throws IOException;
    }
}
