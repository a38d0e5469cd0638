package io.ratchet.kafka.loader;

import io.ratchet.kafka.format.CsvFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Opens CSV files: takes the header off, and finds the key's column. */
final class CsvReader {
    private CsvReader() {}

    static RecordReader open(RecordFile.Csv csv, AtomicLong byteCounter) throws IOException {
        LineReader lines = new LineReader(CountedFile.open(csv.file(), byteCounter));
        try {
            List<String> columns = csv.header() ? header(lines, csv.fileNames()) : csv.columns();
            if (csv.keyColumn().isEmpty()) {
                return new LineRecords(lines, KeyExtractor.NONE);
            }
            int index = columns.indexOf(csv.keyColumn().get());
            if (index < 0) {
                throw new IOException(
                        "The key column '"
                                + csv.keyColumn().get()
                                + "' is none of the columns "
                                + columns
                                + " of "
                                + csv.fileNames());
            }
            return new LineRecords(lines, value -> key(value, index));
        } catch (IOException failure) {
            lines.close();
            throw failure;
        }
    }

    private static byte @Nullable [] key(byte[] line, int index) {
        byte[] key = CsvFields.field(line, index);
        return key == null || key.length == 0 ? null : key;
    }

    private static List<String> header(LineReader lines, String fileName) throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            throw new IOException(fileName + " is empty: there is no header in it");
        }
        List<String> names = new ArrayList<>();
        byte[] name = CsvFields.field(line, 0);
        while (name != null) {
            names.add(new String(name, StandardCharsets.UTF_8));
            name = CsvFields.field(line, names.size());
        }
        return names;
    }
}
