package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Host memory that is filled again for every step and handed to the engine without a copy.
 *
 * <p><b>Owns</b>: an engine array, and so memory that begins at a multiple of 64 bytes (the bits of
 * vectorised sums may depend on it) and is freed with its manager, not by the garbage collector. It
 * grows as needed.
 */
final class HostBuffer {
    private static final int ALIGNMENT = 64;

    private final NDManager manager;
    private @Nullable NDArray memory;
    private ByteBuffer view = ByteBuffer.allocateDirect(0);
    private ByteBuffer whole = view;

    /** A buffer in the memory of a manager on the CPU. */
    HostBuffer(NDManager manager) {
        this.manager = manager;
    }

    /** Exactly so many bytes, little-endian; what was there before is lost. */
    ByteBuffer ofBytes(int bytes) {
        if (bytes > whole.capacity()) {
            grow(bytes);
        }
        if (view.capacity() != bytes) {
            view = whole.slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        return view;
    }

    /**
     * The last {@link #ofBytes} as an array of another manager. On the CPU it is the same memory;
     * on another device a copy, which is finished when this returns: the engine copies from
     * pageable memory, and waits.
     */
    NDArray array(NDManager owner, Shape shape, DataType type) {
        return owner.create(view.clear(), shape, type);
    }

    /** Bytes held. */
    long byteCount() {
        return whole.capacity();
    }

    /** Bytes of the last {@link #ofBytes}. */
    long filledByteCount() {
        return view.capacity();
    }

    private void grow(int bytes) {
        if (memory != null) {
            memory.close();
        }
        int rounded = Math.toIntExact(((long) bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        NDArray grown = manager.create(new Shape(rounded), DataType.UINT8);
        whole = grown.toByteBuffer(true);
        view = whole.slice(0, 0);
        memory = grown;
        if (whole.alignmentOffset(0, ALIGNMENT) != 0) {
            throw new IllegalStateException(
                    "The engine's memory is not aligned to " + ALIGNMENT + " bytes.");
        }
    }
}
