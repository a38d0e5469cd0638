package io.ratchet.kafka.file;

import io.ratchet.kafka.unpack.UnreadableFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Keeps what a parser has read, so that a piece of it can be taken as it was written. */
final class RecordingInput extends FilterInputStream {
    private final int longestPiece;
    private byte[] kept = new byte[1 << 14];
    private int length;
    private long offset;

    RecordingInput(InputStream in, int longestPiece) {
        super(in);
        this.longestPiece = longestPiece;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        int got = in.read(into, from, count);
        if (got > 0) {
            keep(into, from, got);
        }
        return got;
    }

    private void keep(byte[] bytes, int from, int count) throws UnreadableFileException {
        if (length > longestPiece) {
            throw new UnreadableFileException(
                    "a value of it is longer than "
                            + longestPiece
                            + " bytes, which no topic takes");
        }
        if (length + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, length + count));
        }
        System.arraycopy(bytes, from, kept, length, count);
        length += count;
    }

    /** The bytes between two offsets of the whole; those before are forgotten. */
    byte[] take(long from, long to) {
        byte[] piece = Arrays.copyOfRange(kept, (int) (from - offset), (int) (to - offset));
        int used = (int) (to - offset);
        System.arraycopy(kept, used, kept, 0, length - used);
        length -= used;
        offset = to;
        return piece;
    }
}
