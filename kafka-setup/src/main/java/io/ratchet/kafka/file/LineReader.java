package io.ratchet.kafka.file;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream at its line ends (LF or CRLF), without touching the bytes between. */
final class LineReader implements Closeable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private byte[] carried = new byte[1 << 10];

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or null behind the last one. */
    byte @Nullable [] next() throws IOException {
        int carriedLength = 0;
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(0, in.read(buffer, 0, buffer.length));
                if (to == 0) {
                    return carriedLength == 0 ? null : Arrays.copyOf(carried, carriedLength);
                }
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int length = end - from;
            if (carriedLength + length > RowCutter.LONGEST_BYTES) {
                throw new UnreadableFileException(
                        "a line of it is longer than "
                                + RowCutter.LONGEST_BYTES
                                + " bytes, which no topic takes");
            }
            if (carriedLength + length > carried.length) {
                carried =
                        Arrays.copyOf(
                                carried, Math.max(2 * carried.length, carriedLength + length));
            }
            System.arraycopy(buffer, from, carried, carriedLength, length);
            carriedLength += length;
            from = end;
            if (end < to) {
                from++;
                boolean carriageReturn = carriedLength > 0 && carried[carriedLength - 1] == '\r';
                return Arrays.copyOf(carried, carriageReturn ? carriedLength - 1 : carriedLength);
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
