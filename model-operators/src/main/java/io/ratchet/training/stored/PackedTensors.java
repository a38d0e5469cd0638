package io.ratchet.training.stored;

/** All tensors of a small instance in one piece, for storing. Only while no step runs. */
public interface PackedTensors {
    /** A copy of all bytes, little-endian, in an order of their own that never changes. */
    byte[] pack();

    /**
     * Overwrites all tensors.
     *
     * @param bytes what {@link #pack()} gave
     * @throws IllegalArgumentException where there are too few or too many
     */
    void unpack(byte[] bytes);
}
