package io.ratchet.kafka.unpack;

import java.io.IOException;
import java.io.InputStream;

/** The content of a file of packed parts, one behind the other. */
abstract class PartsInput extends InputStream {
    /** The parts as they lie. */
    final CountedInput in;

    PartsInput(InputStream packed) {
        in = new CountedInput(packed);
    }

    /** Unpacks at least one byte and at most so many; returns how many, or -1 at the end. */
    abstract int unpack(byte[] into, int from, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return unpack(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] into, int from, int length) throws IOException {
        return length == 0 ? 0 : unpack(into, from, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
