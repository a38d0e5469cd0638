package io.ratchet.kafka.loader;

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
                (text, shape, words) ->
                        shape == JsonShape.NONE
                                ? CsvReader.open(text, words, any.layout(), any.key())
                                : JsonReaders.open(text, words, shape, any.key()));
    }

    static RecordReader open(RecordFile.Csv csv, AtomicLong byteCounter) throws IOException {
        if (csv.layout().everyLine()) {
            return lines(csv.file(), csv.layout(), csv.keyColumn(), byteCounter);
        }
        return opened(
                csv,
                byteCounter,
                (text, shape, words) -> {
                    if (shape != JsonShape.NONE) {
                        throw new UnreadableFileException(
                                "it looks like JSON, not like CSV; say --format json");
                    }
                    return CsvReader.open(text, words, csv.layout(), csv.keyColumn());
                });
    }

    static RecordReader open(RecordFile.Json json, AtomicLong byteCounter) throws IOException {
        return opened(
                json,
                byteCounter,
                (text, shape, words) -> JsonReaders.open(text, words, shape, json.keyField()));
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
            return opener.open(utf8, JsonShape.of(beginning), text.words());
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
        RecordReader open(InputStream text, JsonShape shape, String words) throws IOException;
    }
}
