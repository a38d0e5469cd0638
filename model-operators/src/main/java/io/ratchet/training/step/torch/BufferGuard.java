package io.ratchet.training.step.torch;

/**
 * Remembers what the forward pass changes (running means and variances), so that a refused batch
 * leaves no trace.
 */
sealed interface BufferGuard permits HostBufferGuard, DeviceBufferGuard {
    /** Copies the buffers aside, before a forward pass. */
    void save();

    /** Puts them back as they were. */
    void restore();
}
