package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import io.ratchet.training.stored.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Tensors on the CPU: the views are the engine's own memory. They must not be touched after the
 * instance has been closed.
 */
final class AliasedTensors implements InstanceTensors {
    private final Layout layout;
    private final List<ByteBuffer> views;

    AliasedTensors(Layout layout, List<? extends NDArray> arrays) {
        this.layout = layout;
        views = arrays.stream().map(AliasedTensors::alias).toList();
    }

    /** The memory of an array, little-endian. */
    static ByteBuffer alias(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public long hostByteCount() {
        return 0;
    }

    @Override
    public ByteBuffer view(int tensor) {
        return memory(tensor).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void write(int tensor, int byteOffset, byte[] bytes) {
        memory(tensor).put(byteOffset, bytes);
    }

    /** The one view of a tensor; its position stays 0. */
    ByteBuffer memory(int tensor) {
        return views.get(tensor);
    }
}
