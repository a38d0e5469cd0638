package io.ratchet.training.device;

import ai.djl.Device;
import java.io.Serializable;
import java.util.Optional;

/** The GPUs that the engine can use, as far as it tells. Any thread. */
public interface EngineGpus extends Serializable {
    /**
     * Free and total memory of a GPU. What the engine has taken and keeps for later use is not
     * free.
     */
    record Memory(long freeBytes, long totalBytes) {}

    /** The engine's name and version. */
    String engineName();

    /** How many there are; 0 where the engine cannot use any. */
    int count();

    /** Why it can use none, where {@link #count} is 0, and what to do: the rest of a sentence. */
    String whyNone();

    /**
     * Why it may count its GPUs in another order than {@code nvidia-smi}: a sentence, with what to
     * do; empty where it does not.
     */
    Optional<String> doubtOfOrder();

    /** What the engine calls the one of an index. */
    Device engineDevice(int index);

    /** Its memory now; empty where nobody tells. */
    Optional<Memory> memory(int index);

    /** Gives back what the engine has taken of all GPUs and does not use. Waits for them. */
    void releaseUnused();

    /** Keeps the engine, from now on, from kernels that do not give the same bits every time. */
    void preferSameBits();

    /** What of a GPU may change the bits of a step: model and libraries, but not its index. */
    String description(int index);
}
