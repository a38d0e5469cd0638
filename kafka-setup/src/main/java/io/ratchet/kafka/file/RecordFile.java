package io.ratchet.kafka.file;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files with records in them, plain or packed by gzip, Zstandard or bzip2. A file is read as what
 * it is, or refused with what it looks like.
 */
public sealed interface RecordFile {
    /** The names for messages. */
    String fileNames();

    /** How many bytes there are to read, compressed as they lie; -1 where that is not known. */
    long byteCount() throws IOException;

    /** Whether the files can be read more than once. */
    boolean canBeReadAgain();

    /** Reads from the beginning. */
    RecordReader open(AtomicLong byteCounter) throws IOException;

    /** A file of text. */
    sealed interface Text extends RecordFile {
        /** Where it is. */
        DataFile file();

        /** The encoding that the user says it is in; it is found out otherwise. */
        Optional<Charset> encoding();

        @Override
        default String fileNames() {
            return file().fileName();
        }

        @Override
        default long byteCount() throws IOException {
            return file().byteCount();
        }

        @Override
        default boolean canBeReadAgain() {
            return file().canBeReadAgain();
        }
    }

    /**
     * A file that is CSV or JSON, whichever it turns out to be.
     *
     * @param layout how rows lie in it if it is CSV
     * @param key the column or field whose value is the record's key
     */
    record Detected(
            DataFile file, CsvLayout layout, Optional<String> key, Optional<Charset> encoding)
            implements Text {
        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            return TextFiles.open(this, byteCounter);
        }
    }

    /**
     * Rows of CSV by RFC 4180: every row is a record, as it is and without its line end. An empty
     * line is none.
     *
     * @param keyColumn the column whose value is the record's key
     */
    record Csv(
            DataFile file, CsvLayout layout, Optional<String> keyColumn, Optional<Charset> encoding)
            implements Text {
        /** A file with a header, and records without a key. */
        public static Csv withHeader(DataFile file) {
            return new Csv(
                    file, CsvLayout.WITH_HEADER.of(file), Optional.empty(), Optional.empty());
        }

        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            return TextFiles.open(this, byteCounter);
        }
    }

    /**
     * JSON objects, each of them a record as it is written: one a line, one behind the other, or in
     * an array.
     *
     * @param keyField the field whose value is the record's key
     */
    record Json(DataFile file, Optional<String> keyField, Optional<Charset> encoding)
            implements Text {
        /** Records without a key. */
        public static Json of(DataFile file) {
            return new Json(file, Optional.empty(), Optional.empty());
        }

        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            return TextFiles.open(this, byteCounter);
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
            long imageBytes = images.byteCount();
            long labelBytes = labels.byteCount();
            return imageBytes < 0 || labelBytes < 0 ? -1 : imageBytes + labelBytes;
        }

        @Override
        public boolean canBeReadAgain() {
            return images.canBeReadAgain() && labels.canBeReadAgain();
        }

        @Override
        public RecordReader open(AtomicLong byteCounter) throws IOException {
            return IdxReader.open(this, byteCounter);
        }
    }
}
