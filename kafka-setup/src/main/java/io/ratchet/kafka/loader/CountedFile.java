package io.ratchet.kafka.loader;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** Opens a data file for reading, unpacks it if it is gzipped, and counts the bytes as they lie. */
final class CountedFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private CountedFile() {}

    static InputStream open(DataFile file, AtomicLong byteCounter) throws IOException {
        InputStream plain = file.open();
        try {
            InputStream counted =
                    new BufferedInputStream(new Counting(plain, byteCounter), BUFFER_BYTES);
            counted.mark(2);
            boolean gzipped = counted.read() == 0x1f && counted.read() == 0x8b;
            counted.reset();
            return gzipped
                    ? new BufferedInputStream(
                            new GZIPInputStream(counted, BUFFER_BYTES), BUFFER_BYTES)
                    : counted;
        } catch (IOException failure) {
            plain.close();
            throw failure;
        }
    }

    /** Adds what is read to a counter. */
    private static final class Counting extends FilterInputStream {
        private final AtomicLong byteCounter;

        private Counting(InputStream in, AtomicLong byteCounter) {
            super(in);
            this.byteCounter = byteCounter;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            byteCounter.addAndGet(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            byteCounter.addAndGet(Math.max(count, 0));
            return count;
        }
    }
}
