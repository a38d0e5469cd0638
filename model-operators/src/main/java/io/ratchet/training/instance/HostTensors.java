package io.ratchet.training.instance;

import java.nio.ByteBuffer;

/** The tensors of a live instance as host memory. Only while no step runs. */
public interface HostTensors {
    /** The tensors and their chunks. */
    Layout layout();

    /**
     * All bytes of a tensor, little-endian, for reading. On a CPU it aliases the engine's memory;
     * from another device it is a copy that holds until the next call.
     */
    ByteBuffer view(int tensor);

    /** Overwrites a part of a tensor. */
    void write(int tensor, int byteOffset, byte[] bytes);
}
