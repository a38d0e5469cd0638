package io.ratchet.training.stored;

/**
 * A chunk that differs from what was stored before.
 *
 * @param tensor the tensor's place in the layout
 * @param chunk the chunk's number in the tensor
 * @param bytes its bytes now; nobody changes them any more
 */
public record ChunkChange(int tensor, int chunk, byte[] bytes) {}
