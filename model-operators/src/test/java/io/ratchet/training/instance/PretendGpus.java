package io.ratchet.training.instance;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * GPUs that are there by name only: what is put on them is computed by the CPU, on the path of a
 * device. Copies of one of these, as serialization makes them, share what they remember by name.
 */
public final class PretendGpus implements EngineGpus {
    private static final long serialVersionUID = 1L;

    /** The index of each instance's device, in the order in which they were made. */
    private static final List<String> USES = Collections.synchronizedList(new ArrayList<>());

    private final String name;
    private final int count;
    private final long freeBytes;

    /**
     * @param name of these, unique in the process
     * @param count how many
     * @param freeBytes that each of them always has; negative where it does not tell
     */
    public PretendGpus(String name, int count, long freeBytes) {
        this.name = name;
        this.count = count;
        this.freeBytes = freeBytes;
    }

    /** GPUs that do not tell how much memory they have. */
    public static PretendGpus silent(String name, int count) {
        return new PretendGpus(name, count, -1);
    }

    /** The indices of the devices on which instances were made, in that order. */
    public List<Integer> uses() {
        synchronized (USES) {
            return USES.stream()
                    .filter(use -> use.startsWith(name + "/"))
                    .map(use -> Integer.valueOf(use.substring(name.length() + 1)))
                    .toList();
        }
    }

    @Override
    public String engineName() {
        return "Pretence 1.0";
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Device engineDevice(int index) {
        USES.add(name + "/" + index);
        return Device.cpu();
    }

    @Override
    public Optional<Memory> memory(int index) {
        return freeBytes < 0 ? Optional.empty() : Optional.of(new Memory(freeBytes, 1L << 33));
    }

    @Override
    public void releaseUnused() {}

    @Override
    public void preferSameBits() {}

    @Override
    public String description(int index) {
        return "pretended gpu";
    }
}
