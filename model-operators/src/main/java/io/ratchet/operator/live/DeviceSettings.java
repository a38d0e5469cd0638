package io.ratchet.operator.live;

import java.io.Serializable;

/**
 * Where TRAIN computes.
 *
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param cacheBytes live instances of a subtask are evicted from a GPU above so many bytes of its
 *     memory
 * @param workspaceBytes so many bytes of a GPU's memory are kept free of instances, for what a step
 *     computes in between
 */
public record DeviceSettings(String device, long cacheBytes, long workspaceBytes)
        implements Serializable {
    /** As many instances as the device holds. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** The workspace where nothing else is said. */
    public static final long DEFAULT_WORKSPACE_BYTES = 1L << 30;

    public DeviceSettings {
        if (cacheBytes < 1 || workspaceBytes < 0) {
            throw new IllegalArgumentException(
                    "The device '"
                            + device
                            + "' needs room for an instance, but was given cacheBytes "
                            + cacheBytes
                            + ", workspaceBytes "
                            + workspaceBytes
                            + ".");
        }
    }

    /** A device that is used as far as it goes. */
    public static DeviceSettings of(String device) {
        return new DeviceSettings(device, NO_LIMIT, DEFAULT_WORKSPACE_BYTES);
    }
}
