package io.ratchet.kafka.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Adds the bytes that are read, as they lie, to a counter. */
final class CountingInput extends FilterInputStream {
    private final AtomicLong byteCounter;

    CountingInput(InputStream in, AtomicLong byteCounter) {
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
