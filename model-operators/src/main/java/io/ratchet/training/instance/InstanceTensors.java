package io.ratchet.training.instance;

/** The tensors of an instance, wherever they live. */
sealed interface InstanceTensors extends HostTensors permits AliasedTensors, CopiedTensors {}
