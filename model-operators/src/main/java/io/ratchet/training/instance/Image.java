package io.ratchet.training.instance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The chunks of an instance as last stored, in host memory.
 *
 * <p>An array that was handed out or put in is never changed afterwards: a state backend on the
 * heap keeps the reference, and an upload may still be reading it.
 *
 * <p><b>Threading</b>: one thread at a time; {@link #capture} and {@link #writeTo} only while no
 * step runs.
 */
public final class Image {
    /** Stands for a chunk that was never stored; no chunk of a layout is empty. */
    private static final byte[] ABSENT = new byte[0];

    private final Layout layout;
    private final byte[][][] chunks;

    private Image(Layout layout, byte[][][] chunks) {
        this.layout = layout;
        this.chunks = chunks;
    }

    /** An image that holds nothing yet: everything differs from it. */
    public static Image empty(Layout layout) {
        byte[][][] chunks = new byte[layout.tensors().size()][][];
        for (int tensor = 0; tensor < chunks.length; tensor++) {
            chunks[tensor] = new byte[layout.chunkCount(tensor)][];
            Arrays.fill(chunks[tensor], ABSENT);
        }
        return new Image(layout, chunks);
    }

    /**
     * Compares every chunk with the stored one, bit by bit, and remembers those that differ.
     *
     * @return the chunks that differ, by tensor and chunk, each in an array of its own
     */
    public List<ChunkChange> capture(HostTensors tensors) {
        requireSameLayout(tensors);
        List<ChunkChange> changes = new ArrayList<>();
        for (int tensor = 0; tensor < chunks.length; tensor++) {
            ByteBuffer view = tensors.view(tensor).duplicate();
            byte[][] stored = chunks[tensor];
            for (int chunk = 0; chunk < stored.length; chunk++) {
                int length = layout.chunkLength(tensor, chunk);
                ByteBuffer now = view.slice(chunk * layout.chunkBytes(), length);
                if (now.mismatch(ByteBuffer.wrap(stored[chunk])) >= 0) {
                    byte[] bytes = new byte[length];
                    now.get(bytes);
                    stored[chunk] = bytes;
                    changes.add(new ChunkChange(tensor, chunk, bytes));
                }
            }
        }
        return changes;
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
