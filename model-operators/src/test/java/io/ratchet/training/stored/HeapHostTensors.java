package io.ratchet.training.stored;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tensors of an instance without an engine: plain buffers. */
final class HeapHostTensors implements HostTensors {
    private final Layout layout;
    private final List<ByteBuffer> buffers = new ArrayList<>();

    HeapHostTensors(Layout layout) {
        this.layout = layout;
        for (TensorLayout tensor : layout.tensors()) {
            buffers.add(
                    ByteBuffer.allocateDirect(tensor.byteCount()).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    static HeapHostTensors random(Layout layout, long seed) {
        HeapHostTensors tensors = new HeapHostTensors(layout);
        Random random = new Random(seed);
        for (ByteBuffer buffer : tensors.buffers) {
            byte[] bytes = new byte[buffer.limit()];
            random.nextBytes(bytes);
            buffer.put(0, bytes);
        }
        return tensors;
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public ByteBuffer view(int tensor) {
        return buffers.get(tensor).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void write(int tensor, int byteOffset, byte[] bytes) {
        buffers.get(tensor).put(byteOffset, bytes);
    }

    void flipBit(int tensor, int byteOffset) {
        ByteBuffer buffer = buffers.get(tensor);
        buffer.put(byteOffset, (byte) (buffer.get(byteOffset) ^ 1));
    }

    byte[] bytes(int tensor) {
        byte[] bytes = new byte[buffers.get(tensor).limit()];
        buffers.get(tensor).get(0, bytes);
        return bytes;
    }
}
