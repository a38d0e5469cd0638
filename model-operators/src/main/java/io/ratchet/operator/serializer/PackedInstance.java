package io.ratchet.operator.serializer;

import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.run.Progress;

/**
 * A small instance as it is stored: all of it in one value, so that loading it is one read and
 * storing it one write.
 *
 * @param identity digest of what a resume must match
 * @param settings digest of what may differ between two starts
 * @param progress how far it has come
 * @param assembly its records on their way to a batch
 * @param tensors parameters and moments, with their checksum
 */
public record PackedInstance(
        long identity,
        long settings,
        Progress progress,
        AssemblyState assembly,
        StoredChunk tensors) {}
