package io.ratchet.training.stored;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The chunks of an instance as last stored, in host memory.
 *
 * <p>Where a receiver keeps what it is given ({@link Handover#KEPT}), an array that was handed out
 * or put in is never changed afterwards: a state backend on the heap holds the reference, and an
 * upload may still be reading it. Where it copies ({@link Handover#COPIED}), an array holds until
 * the next capture, which may overwrite it: a large image then makes no garbage, and takes no
 * longer than the copy. Fresh arrays of 70 MB cost several times that.
 *
 * <p><b>Threading</b>: one thread at a time; {@link #capture} and {@link #writeTo} only while no
 * step runs.
 */
public final class Image {
    /** Stands for a chunk that was never stored; no chunk of a layout is empty. */
    private static final byte[] ABSENT = new byte[0];

    private final Layout layout;
    private final Handover handover;
    private final byte[][][] chunks;

    /** What the receiver of chunks does with their arrays. */
    public enum Handover {
        /** It keeps the references. */
        KEPT,
        /** It has copied the bytes before the next capture, and keeps no reference. */
        COPIED
    }

    private Image(Layout layout, Handover handover, byte[][][] chunks) {
        this.layout = layout;
        this.handover = handover;
        this.chunks = chunks;
    }

    /** An image that holds nothing yet: everything differs from it. */
    public static Image empty(Layout layout, Handover handover) {
        byte[][][] chunks = new byte[layout.tensors().size()][][];
        for (int tensor = 0; tensor < chunks.length; tensor++) {
            chunks[tensor] = new byte[layout.chunkCount(tensor)][];
            Arrays.fill(chunks[tensor], ABSENT);
        }
        return new Image(layout, handover, chunks);
    }

    /**
     * Compares every chunk with the stored one, bit by bit, and remembers those that differ.
     *
     * @return the chunks that differ, by tensor and chunk, each in an array of its own; those of
     *     the last capture may be overwritten where they are {@link Handover#COPIED}
     */
    public List<ChunkChange> capture(HostTensors tensors) {
        requireSameLayout(tensors);
        List<ChunkChange> changes = new ArrayList<>();
        for (int tensor = 0; tensor < chunks.length; tensor++) {
            int place = tensor;
            tensors.read(tensor, (from, piece) -> capture(place, from, piece, changes));
        }
        return changes;
    }

    private void capture(int tensor, int byteOffset, ByteBuffer piece, List<ChunkChange> changes) {
        byte[][] stored = chunks[tensor];
        int chunk = byteOffset / layout.chunkBytes();
        for (long at = 0; at < piece.limit(); at += layout.chunkBytes()) {
            int length = layout.chunkLength(tensor, chunk);
            ByteBuffer now = piece.slice((int) at, length);
            if (now.mismatch(ByteBuffer.wrap(stored[chunk])) >= 0) {
                byte[] bytes = arrayFor(stored[chunk], length);
                now.get(bytes);
                stored[chunk] = bytes;
                changes.add(new ChunkChange(tensor, chunk, bytes));
            }
            chunk++;
        }
    }

    private byte[] arrayFor(byte[] stored, int length) {
        boolean overwrite = handover == Handover.COPIED && stored != ABSENT;
        return overwrite ? stored : new byte[length];
    }

    /**
     * Takes a chunk over from where it was stored.
     *
     * @param bytes the chunk; the image keeps the array
     * @throws IllegalArgumentException where the layout has no such chunk, or one of another length
     */
    public void put(int tensor, int chunk, byte[] bytes) {
        if (tensor < 0 || tensor >= chunks.length || chunk < 0 || chunk >= chunks[tensor].length) {
            throw new IllegalArgumentException(
                    "The layout has no chunk " + chunk + " of tensor " + tensor + ".");
        }
        int expected = layout.chunkLength(tensor, chunk);
        if (bytes.length != expected) {
            throw new IllegalArgumentException(
                    describe(tensor, chunk)
                            + " has "
                            + expected
                            + " bytes, but "
                            + bytes.length
                            + " were stored. The state does not belong to this layout.");
        }
        chunks[tensor][chunk] = bytes;
    }

    /**
     * Overwrites all tensors with the image.
     *
     * @throws IllegalStateException where a chunk is missing; then nothing is written
     */
    public void writeTo(HostTensors tensors) {
        requireSameLayout(tensors);
        requireComplete();
        for (int tensor = 0; tensor < chunks.length; tensor++) {
            for (int chunk = 0; chunk < chunks[tensor].length; chunk++) {
                tensors.write(tensor, chunk * layout.chunkBytes(), chunks[tensor][chunk]);
            }
        }
    }

    /** Whether every chunk of the layout is there. */
    public boolean complete() {
        return byteCount() == layout.byteCount();
    }

    /** Bytes of the chunks that are there. */
    public long byteCount() {
        long bytes = 0;
        for (byte[][] tensor : chunks) {
            for (byte[] chunk : tensor) {
                bytes += chunk.length;
            }
        }
        return bytes;
    }

    private void requireComplete() {
        for (int tensor = 0; tensor < chunks.length; tensor++) {
            for (int chunk = 0; chunk < chunks[tensor].length; chunk++) {
                if (chunks[tensor][chunk] == ABSENT) {
                    throw new IllegalStateException(
                            describe(tensor, chunk)
                                    + " is missing: the image cannot be restored from."
                                    + " Restore an older checkpoint.");
                }
            }
        }
    }

    private void requireSameLayout(HostTensors tensors) {
        if (!tensors.layout().equals(layout)) {
            throw new IllegalArgumentException(
                    "The image is of another layout than the instance: "
                            + layout
                            + " against "
                            + tensors.layout()
                            + ".");
        }
    }

    private String describe(int tensor, int chunk) {
        return "Chunk " + chunk + " of tensor '" + layout.tensors().get(tensor).name() + "'";
    }
}
