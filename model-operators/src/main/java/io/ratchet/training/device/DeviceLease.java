package io.ratchet.training.device;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import io.ratchet.training.engine.ProcessWide;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that somebody may use until the lease is closed.
 *
 * <p>Flink hands each subtask of a process all GPUs of that process. So they are leased within the
 * process: whoever asks gets the one that the fewest others have. Where several have the same one,
 * they take turns by a fair lock, step by step: what a step needs beside the instances is then
 * needed once, and who computes all the time does not keep out who waits.
 *
 * <p><b>Threading</b>: any thread. <b>Lifecycle</b>: closed when every instance on it is freed.
 */
public final class DeviceLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLease.class);
    private static final int MOST_GPUS = 1000;

    /** How many leases there are of each GPU; guards itself. */
    private static final AtomicIntegerArray HOLDERS =
            ProcessWide.of(
                    "gpu-holders",
                    AtomicIntegerArray.class,
                    () -> new AtomicIntegerArray(MOST_GPUS));

    private final ComputeDevice device;
    private final EngineGpus gpus;
    private final boolean counted;
    private final @Nullable ReentrantLock turns;
    private final DeviceTraffic traffic;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DeviceLease(ComputeDevice device, EngineGpus gpus, boolean counted) {
        this.device = device;
        this.gpus = gpus;
        this.counted = counted;
        if (device instanceof ComputeDevice.Gpu gpu) {
            turns =
                    ProcessWide.of(
                            "gpu-turns-" + gpu.index(),
                            ReentrantLock.class,
                            () -> new ReentrantLock(true));
            traffic = DeviceTraffic.counting();
            gpus.preferSameBits();
        } else {
            turns = null;
            traffic = DeviceTraffic.none();
        }
    }

    /**
     * Takes a device where nobody shares out GPUs: any that the engine sees.
     *
     * @param wanted what is asked for
     * @param gpus what the engine sees
     * @throws MissingDeviceException where a GPU is wanted and there is none
     */
    public static DeviceLease take(ComputeDevice wanted, EngineGpus gpus) {
        return take(DeviceChoice.of(wanted, Optional.empty(), gpus), gpus);
    }

    /**
     * Takes a device of those that were given.
     *
     * @param wanted what is asked for
     * @param offered indices of the GPUs that this process was given, perhaps none
     * @param gpus what the engine sees
     * @throws MissingDeviceException where a GPU is wanted and there is none
     */
    public static DeviceLease take(ComputeDevice wanted, List<Integer> offered, EngineGpus gpus) {
        return take(DeviceChoice.of(wanted, Optional.of(offered), gpus), gpus);
    }

    private static DeviceLease take(DeviceChoice choice, EngineGpus gpus) {
        List<Integer> candidates = choice.candidates();
        if (candidates.isEmpty()) {
            return new DeviceLease(new ComputeDevice.Cpu(), gpus, false);
        }
        int index = takeLeastUsed(candidates);
        try {
            return new DeviceLease(new ComputeDevice.Gpu(index), gpus, true);
        } catch (RuntimeException | Error e) {
            HOLDERS.decrementAndGet(index);
            throw e;
        }
    }

    /**
     * The device for somebody who shares it with nobody; not counted as a lease.
     *
     * @param resolved see {@link ComputeDevice#resolved()}
     */
    public static DeviceLease of(ComputeDevice resolved) {
        return new DeviceLease(resolved, DjlGpus.INSTANCE, false);
    }

    /** The GPUs of this machine. */
    public static EngineGpus gpusOfThisMachine() {
        return DjlGpus.INSTANCE;
    }

    private static int takeLeastUsed(List<Integer> candidates) {
        synchronized (HOLDERS) {
            int least = candidates.get(0);
            for (int candidate : candidates) {
                if (HOLDERS.get(candidate) < HOLDERS.get(least)) {
                    least = candidate;
                }
            }
            int others = HOLDERS.getAndIncrement(least);
            LOG.info("Took gpu:{} of {}; {} others have it too.", least, candidates, others);
            return least;
        }
    }

    /** The CPU or a GPU. */
    public ComputeDevice device() {
        return device;
    }

    /** Whether it is a GPU, with memory of its own. */
    public boolean isGpu() {
        return device instanceof ComputeDevice.Gpu;
    }

    /** What has been copied to and from it for this lease. */
    public DeviceTraffic traffic() {
        return traffic;
    }

    /** Its memory now; empty on the CPU, and where nobody tells. */
    public Optional<EngineGpus.Memory> memory() {
        return device instanceof ComputeDevice.Gpu gpu
                ? gpus.memory(gpu.index())
                : Optional.empty();
    }

    /** Gives back to the device what the engine has taken of it and does not use. */
    public void releaseUnused() {
        if (isGpu()) {
            gpus.releaseUnused();
        }
    }

    /** What of the device may change the bits of a step. */
    String description() {
        return device instanceof ComputeDevice.Gpu gpu
                ? gpus.description(gpu.index())
                : device.toString();
    }

    /** What the engine calls the device. */
    public Device engineDevice() {
        return device instanceof ComputeDevice.Gpu gpu
                ? gpus.engineDevice(gpu.index())
                : Device.cpu();
    }

    /**
     * Waits until nobody else computes on the device, and those who waited before have done so;
     * {@link #endTurn} must follow. Who has the turn may take it again.
     */
    public void beginTurn() {
        if (turns != null) {
            turns.lock();
        }
    }

    /**
     * The same, for a task's thread.
     *
     * @throws InterruptedException where the task is cancelled meanwhile; there is no turn to end
     */
    public void awaitTurn() throws InterruptedException {
        if (turns != null) {
            turns.lockInterruptibly();
        }
    }

    /** Lets others compute on the device. */
    public void endTurn() {
        if (turns != null) {
            turns.unlock();
        }
    }

    /**
     * Gives the device back, and with the last lease what the engine has taken of it; closing again
     * does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)
                && counted
                && device instanceof ComputeDevice.Gpu gpu) {
            int others = HOLDERS.decrementAndGet(gpu.index());
            LOG.info("Gave {} back; {} others have it.", device, others);
            if (others == 0) {
                release();
            }
        }
    }

    private void release() {
        try {
            gpus.releaseUnused();
        } catch (EngineException broken) {
            // Whatever broke the device has failed the task already.
            LOG.warn("The engine keeps what it has taken of {}.", device, broken);
        }
    }
}
