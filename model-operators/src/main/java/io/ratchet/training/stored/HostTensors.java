package io.ratchet.training.stored;

import java.nio.ByteBuffer;

/** The tensors of a live instance as host memory. Only while no step runs. */
public interface HostTensors {
    /**
     * Takes a piece of a tensor.
     *
     * @param <X> what may go wrong with it
     */
    @FunctionalInterface
    interface PieceReader<X extends Exception> {
        /**
         * Takes it.
         *
         * @param byteOffset where it begins in the tensor
         * @param bytes the piece, from position 0 to its limit; holds until this call returns
         */
        void read(int byteOffset, ByteBuffer bytes) throws X;
    }

    /** The tensors and their chunks. */
    Layout layout();

    /**
     * All bytes of a tensor, little-endian, for reading. On a CPU it aliases the engine's memory;
     * from another device it is a copy that holds until the next call. Whoever can do with pieces
     * takes {@link #read}, which needs no room for all of it.
     */
    ByteBuffer view(int tensor);

    /**
     * All bytes of a tensor, little-endian, piece by piece and in order. Each piece but the last
     * has a multiple of the layout's chunk.
     */
    default <X extends Exception> void read(int tensor, PieceReader<X> reader) throws X {
        ByteBuffer whole = view(tensor);
        reader.read(0, whole.slice(0, layout().tensors().get(tensor).byteCount()));
    }

    /** Overwrites a part of a tensor. */
    void write(int tensor, int byteOffset, byte[] bytes);
}
