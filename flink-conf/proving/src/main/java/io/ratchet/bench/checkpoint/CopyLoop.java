package io.ratchet.bench.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What comparing and copying costs in this process at least: a plain loop over native memory of an
 * instance's size and arrays that hold it already. Chunks that changed are copied, others compared
 * to their end. Before each pass other memory is written, so that a small instance is as far from
 * the processor's caches as it is after some seconds of training.
 */
final class CopyLoop {
    private static final int PIECE_BYTES = 64 << 20;
    private static final int WARM_UPS = 5;

    /** More than the caches of a processor hold. */
    private static final int OTHER_BYTES = 256 << 20;

    private final List<ByteBuffer> memory = new ArrayList<>();
    private final List<byte[]> stored = new ArrayList<>();
    private final long changedChunks;

    /**
     * @param bytes of the instance
     * @param changedBytes of its chunks that change from pass to pass
     * @param chunkBytes of a chunk
     */
    CopyLoop(long bytes, long changedBytes, int chunkBytes) {
        for (long at = 0; at < bytes; at += PIECE_BYTES) {
            int length = (int) Math.min(PIECE_BYTES, bytes - at);
            ByteBuffer piece = ByteBuffer.allocateDirect(length);
            for (int offset = 0; offset < length; offset += chunkBytes) {
                int chunk = Math.min(chunkBytes, length - offset);
                memory.add(piece.slice(offset, chunk));
                stored.add(new byte[chunk]);
            }
        }
        changedChunks = Math.min(memory.size(), (changedBytes + chunkBytes - 1) / chunkBytes);
    }

    /** Milliseconds of some passes, each of which finds the same share changed. */
    List<Double> passes(int count) {
        List<Double> millis = new ArrayList<>();
        byte[] other = new byte[OTHER_BYTES];
        for (int pass = -WARM_UPS; pass < count; pass++) {
            for (int chunk = 0; chunk < changedChunks; chunk++) {
                ByteBuffer changed = memory.get(chunk);
                changed.put(0, (byte) (changed.get(0) + 1));
            }
            Arrays.fill(other, (byte) pass);
            long begin = System.nanoTime();
            long copied = pass();
            long nanos = System.nanoTime() - begin;
            if (copied != changedChunks) {
                throw new IllegalStateException(
                        copied + " chunks were copied instead of " + changedChunks + ".");
            }
            if (pass >= 0) {
                millis.add(nanos / 1e6);
            }
        }
        return millis;
    }

    private long pass() {
        long copied = 0;
        for (int chunk = 0; chunk < stored.size(); chunk++) {
            ByteBuffer now = memory.get(chunk);
            byte[] before = stored.get(chunk);
            if (now.mismatch(ByteBuffer.wrap(before)) >= 0) {
                now.get(0, before);
                copied++;
            }
        }
        return copied;
    }
}
