package io.ratchet.training.stored;

/** The form in which the tensors of an instance are stored. */
public enum StoredForm {
    /** Chunk by chunk, and of these only those that have changed: see {@link Image}. */
    CHUNKED,
    /**
     * Whole, in one value: see {@link PackedTensors}. For small instances, whose step takes
     * microseconds, so that handing it to another thread would cost more than the step.
     */
    PACKED
}
