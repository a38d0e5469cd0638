package io.ratchet.operator;

import io.ratchet.training.instance.DeviceLease;
import io.ratchet.training.instance.EngineGpus;
import io.ratchet.training.instance.InstanceFootprint;
import java.util.Optional;

/**
 * Whether one more instance has room on the device. On the CPU it always has: host memory is the
 * cache's matter.
 */
final class DeviceRoom {
    private final DeviceLease lease;
    private final DeviceSettings settings;

    DeviceRoom(DeviceLease lease, DeviceSettings settings) {
        this.lease = lease;
        this.settings = settings;
    }

    /**
     * Asks the device, where it tells; and heeds the limit.
     *
     * @param instance what it needs
     * @param takenBytes what this subtask's instances have taken already
     */
    boolean has(InstanceFootprint instance, long takenBytes) {
        if (!lease.isGpu()) {
            return true;
        }
        if (takenBytes > settings.cacheBytes() - instance.residentBytes()) {
            return false;
        }
        lease.beginTurn(); // what a step of somebody else needs for a moment is free again then
        try {
            if (isFree(instance)) {
                return true;
            }
            lease.releaseUnused();
            return isFree(instance);
        } finally {
            lease.endTurn();
        }
    }

    private boolean isFree(InstanceFootprint instance) {
        Optional<EngineGpus.Memory> memory = lease.memory();
        long needed = instance.residentBytes() + instance.updateBytes() + settings.workspaceBytes();
        return memory.isEmpty() || memory.get().freeBytes() >= needed;
    }
}
