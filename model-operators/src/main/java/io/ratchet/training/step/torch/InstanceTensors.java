package io.ratchet.training.step.torch;

import io.ratchet.training.stored.HostTensors;

/** The tensors of an instance, wherever they live. */
sealed interface InstanceTensors extends HostTensors permits AliasedTensors, CopiedTensors {
    /** Bytes of host memory that it needs beside the tensors, at most, for reading by pieces. */
    long hostByteCount();
}
