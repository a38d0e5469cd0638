package io.ratchet.kafka.loader;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Files with records in them, gzipped or not. */
public sealed interface RecordFile {
    /** The names for messages. */
    String fileNames();

    /** How many bytes there are to read, compressed as they lie. */
    long byteCount() throws IOException;

    /** Reads from the beginning. */
    RecordReader open(AtomicLong byteCounter) throws IOException;

    /**
     * Lines of CSV. Every line is a record, as it is and without its line terminator; an empty line
     * is an empty record. (A line break inside quotes is not supported: one line, one record.)
     *
     * @param header whether the first line holds the names; it is no record then
     * @param columns the names, for a file without a header; needed only for a key
     * @param keyColumn the column whose value is the record's key
     */
    record Csv(DataFile file, boolean header, List<String> columns, Optional<String> keyColumn)
            implements RecordFile {
        /** Copies the names. */
        public Csv {
            columns = List.copyOf(columns);
        }

        /** A file with a header, and records without a key. */
        public static Csv withHeader(DataFile file) {
            return new Csv(file, true, List.of(), Optional.empty());
        }

        @Override
        public String fileNames() {
            return file.fileName();
        }

        @Override
        public long byteCount() throws IOException {
            return file.byteCount();
        }

        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            return CsvReader.open(this, byteCounter);
        }
    }

    /**
     * Lines of JSON; every line is a record, as in {@link Csv}.
     *
     * @param keyField the field whose value is the record's key
     */
    record JsonLines(DataFile file, Optional<String> keyField) implements RecordFile {
        @Override
        public String fileNames() {
            return file.fileName();
        }

        @Override
        public long byteCount() throws IOException {
            return file.byteCount();
        }

        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            LineReader lines = new LineReader(CountedFile.open(file, byteCounter));
            return new LineRecords(
                    lines, keyField.<KeyExtractor>map(JsonKey::new).orElse(KeyExtractor.NONE));
        }
    }

    /**
     * Images and their classes in the IDX format of MNIST, to become tensor batches: "image" U8 [n,
     * 1, height, width] and "label" I64 [n].
     *
     * @param batchRows n; the last batch has what remains
     */
    record Idx(DataFile images, DataFile labels, int batchRows) implements RecordFile {
        /** The name of the tensor with the images. */
        public static final String IMAGE = "image";

        /** The name of the tensor with the classes. */
        public static final String LABEL = "label";

        /**
         * Checks the count.
         *
         * @throws IllegalArgumentException if a batch would have no rows
         */
        public Idx {
            if (batchRows < 1) {
                throw new IllegalArgumentException("Batch rows " + batchRows + " is below 1.");
            }
        }

        @Override
        public String fileNames() {
            return images.fileName() + " and " + labels.fileName();
        }

        @Override
        public long byteCount() throws IOException {
            return images.byteCount() + labels.byteCount();
        }

        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            return IdxReader.open(this, byteCounter);
        }
    }
}
