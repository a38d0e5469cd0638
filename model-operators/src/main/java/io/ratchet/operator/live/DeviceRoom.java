package io.ratchet.operator.live;

import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.device.InstanceFootprint;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room of one more instance on the device. On the CPU it always has some: host memory is the
 * cache's matter.
 */
public final class DeviceRoom {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceRoom.class);

    private final DeviceLease lease;
    private final DeviceSettings settings;
    private boolean warned;

    /** Makes room. */
    public interface Eviction {
        /**
         * Evicts an instance from the device, or waits until one may go; false where nothing helps.
         */
        boolean evict() throws Exception;
    }

    public DeviceRoom(DeviceLease lease, DeviceSettings settings) {
        this.lease = lease;
        this.settings = settings;
    }

    /**
     * Loads an instance, after evicting others as long as it has no room and that helps.
     *
     * <p>It keeps its turn on the device from the last look at the memory until the instance is
     * there: another subtask would see the same bytes free. An eviction has no turn: it may wait
     * for steps.
     *
     * @param needs what the instance needs
     * @param taken what this subtask's instances have taken already
     * @param eviction makes room
     * @param load loads the instance
     */
    public <T> T load(
            InstanceFootprint needs,
            Supplier<InstanceFootprint> taken,
            Eviction eviction,
            Callable<T> load)
            throws Exception {
        if (!lease.isGpu() || needs.residentBytes() == 0) {
            return load.call();
        }
        long takenBefore = 0;
        long freeBefore = 0;
        boolean helps = true;
        while (true) {
            lease.awaitTurn(); // what a step of somebody else needs for a moment is free again then
            try {
                InstanceFootprint now = taken.get();
                if (!helps || has(needs, now)) {
                    return load.call();
                }
                long free = lease.memory().map(EngineGpus.Memory::freeBytes).orElse(0L);
                boolean evicted = now.residentBytes() < takenBefore;
                if (evicted && free <= freeBefore && isWithinLimit(needs, now)) {
                    warn(needs, free);
                    return load.call();
                }
                takenBefore = now.residentBytes();
                freeBefore = free;
            } finally {
                lease.endTurn();
            }
            helps = eviction.evict();
        }
    }

    /** Heeds the limit, and asks the device, where it tells. */
    private boolean has(InstanceFootprint needs, InstanceFootprint taken) {
        if (!isWithinLimit(needs, taken)) {
            return false;
        }
        long needed =
                needs.residentBytes() + needs.and(taken).updateBytes() + settings.workspaceBytes();
        if (isFree(needed)) {
            return true;
        }
        lease.releaseUnused();
        return isFree(needed);
    }

    private boolean isWithinLimit(InstanceFootprint needs, InstanceFootprint taken) {
        return taken.residentBytes() <= settings.cacheBytes() - needs.residentBytes();
    }

    private boolean isFree(long bytes) {
        return lease.memory().map(now -> now.freeBytes() >= bytes).orElse(true);
    }

    /** Once is enough: whoever holds the memory holds it for long. */
    private void warn(InstanceFootprint needs, long freeBytes) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "An instance needs {} bytes of {}, where {} are free, but evicting others has"
                            + " freed none: somebody else holds them, or the engine keeps them for"
                            + " what comes. It is loaded nevertheless, and so are those after it."
                            + " If memory runs out, set train.deviceCache.",
                    needs.residentBytes(),
                    lease.device(),
                    freeBytes);
        }
    }
}
