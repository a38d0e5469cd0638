package io.ratchet.training.stored;

import java.util.List;

/**
 * The tensors of an instance in their stable order, and how they are cut into chunks.
 *
 * @param tensors the tensors
 * @param chunkBytes bytes of a chunk, a multiple of 64; the last chunk of a tensor may be shorter
 */
public record Layout(List<TensorLayout> tensors, int chunkBytes) {
    public Layout {
        tensors = List.copyOf(tensors);
        if (chunkBytes < 64 || chunkBytes % 64 != 0) {
            throw new IllegalArgumentException(
                    "A chunk of " + chunkBytes + " bytes is not a positive multiple of 64 bytes.");
        }
        if (tensors.stream().map(TensorLayout::name).distinct().count() != tensors.size()) {
            throw new IllegalArgumentException("Two tensors of one name in " + tensors + ".");
        }
    }

    /** The number of chunks of a tensor. */
    public int chunkCount(int tensor) {
        // A tensor may have almost 2 GiB, so that what is rounded up may have more.
        return (int) ((tensors.get(tensor).byteCount() - 1L + chunkBytes) / chunkBytes);
    }

    /** The bytes of a chunk. */
    public int chunkLength(int tensor, int chunk) {
        return Math.min(chunkBytes, tensors.get(tensor).byteCount() - chunk * chunkBytes);
    }

    /** Bytes of all tensors. */
    public long byteCount() {
        long bytes = 0;
        for (TensorLayout tensor : tensors) {
            bytes += tensor.byteCount();
        }
        return bytes;
    }
}
