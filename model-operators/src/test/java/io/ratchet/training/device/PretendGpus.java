package io.ratchet.training.device;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * GPUs that are there by name only: what is put on them is computed by the CPU, on the path of a
 * device. Copies of one of these, as serialization makes them, share what they remember by name.
 */
public class PretendGpus implements EngineGpus {
    private static final long serialVersionUID = 1L;

    /** The index of each instance's device, in the order in which they were made. */
    private static final List<String> USES = Collections.synchronizedList(new ArrayList<>());

    /** Names, once for each time that somebody has asked for what they stand for. */
    private static final List<String> RELEASES = Collections.synchronizedList(new ArrayList<>());

    private static final List<String> DOUBTS = Collections.synchronizedList(new ArrayList<>());

    /** Bytes that the engine has taken and keeps until they are released. */
    private static final Map<String, Long> KEPT = new ConcurrentHashMap<>();

    private final String name;
    private final int count;
    private final long freeBytes;
    private final long instanceBytes;
    private final long othersCount;

    /**
     * @param name of these, unique in the process
     * @param count how many
     * @param freeBytes that each of them always has; negative where it does not tell
     */
    public PretendGpus(String name, int count, long freeBytes) {
        this(name, count, freeBytes, 0);
    }

    private PretendGpus(String name, int count, long freeBytes, long instanceBytes) {
        this.name = name;
        this.count = count;
        this.freeBytes = freeBytes;
        this.instanceBytes = instanceBytes;
        othersCount = instanceBytes > 0 ? liveCount() : 0;
    }

    /** GPUs that do not tell how much memory they have. */
    public static PretendGpus silent(String name, int count) {
        return new PretendGpus(name, count, -1);
    }

    /**
     * A GPU whose memory falls with every instance that is made in this process from now on. What
     * an instance leaves behind is not free before {@link #releaseUnused}: the engine keeps it.
     *
     * @param instanceBytes that each instance takes
     */
    public static PretendGpus filling(String name, long totalBytes, long instanceBytes) {
        return new PretendGpus(name, 1, totalBytes, instanceBytes);
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

    /** How often the engine was told to give back what it keeps. */
    public int releases() {
        return Collections.frequency(List.copyOf(RELEASES), name);
    }

    /** How often somebody asked whether the order of the indices can be trusted. */
    public int doubts() {
        return Collections.frequency(List.copyOf(DOUBTS), name);
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
    public String whyNone() {
        return "it only pretends";
    }

    @Override
    public Optional<String> doubtOfOrder() {
        DOUBTS.add(name);
        return Optional.empty();
    }

    @Override
    public Device engineDevice(int index) {
        USES.add(name + "/" + index);
        return Device.cpu();
    }

    @Override
    public Optional<Memory> memory(int index) {
        if (instanceBytes > 0) {
            long kept = KEPT.merge(name, takenBytes(), Math::max);
            return Optional.of(new Memory(freeBytes - kept, freeBytes));
        }
        return freeBytes < 0 ? Optional.empty() : Optional.of(new Memory(freeBytes, 1L << 33));
    }

    @Override
    public void releaseUnused() {
        RELEASES.add(name);
        if (instanceBytes > 0) {
            KEPT.put(name, takenBytes());
        }
    }

    @Override
    public void preferSameBits() {}

    @Override
    public String description(int index) {
        return "pretended gpu";
    }

    private long takenBytes() {
        return (liveCount() - othersCount) * instanceBytes;
    }

    /** How many instances there are in this process: each owns a manager of its own. */
    private static long liveCount() {
        try (NDManager probe = ComputeDevice.engine().newBaseManager(Device.cpu())) {
            NDManager root = probe.getParentManager();
            return root.getManagedArrays().stream()
                    .map(NDArray::getManager)
                    .filter(manager -> manager.getParentManager() == root)
                    .distinct()
                    .count();
        }
    }
}
