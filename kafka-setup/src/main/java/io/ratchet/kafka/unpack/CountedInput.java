package io.ratchet.kafka.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Packed bytes with a buffer that can be looked into, and the offset of the next one. */
final class CountedInput implements Closeable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private long offset;

    CountedInput(InputStream in) {
        this.in = in;
    }

    /** The next byte, or -1 behind the last one. */
    int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        offset++;
        return buffer[from++] & 0xff;
    }

    /** Whether there are bytes in the buffer, which it fills where it is empty. */
    boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return from < to;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int available() {
        return to - from;
    }

    void skip(int count) {
        from += count;
        offset += count;
    }

    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
