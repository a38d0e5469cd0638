package io.ratchet.training.device;

import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes copied between the host and a device, and the time that took. A copy waits for what the
 * device has still to do, and that counts too. Any thread.
 */
public final class DeviceTraffic {
    private final boolean counts;
    private final LongAdder uploadedBytes = new LongAdder();
    private final LongAdder uploadNanos = new LongAdder();
    private final LongAdder downloadedBytes = new LongAdder();
    private final LongAdder downloadNanos = new LongAdder();

    private DeviceTraffic(boolean counts) {
        this.counts = counts;
    }

    /** One that counts. */
    public static DeviceTraffic counting() {
        return new DeviceTraffic(true);
    }

    /** One that stays 0: on the CPU the engine takes batches where they lie. */
    static DeviceTraffic none() {
        return new DeviceTraffic(false);
    }

    public void uploaded(long bytes, long nanos) {
        if (counts) {
            uploadedBytes.add(bytes);
            uploadNanos.add(nanos);
        }
    }

    public void downloaded(long bytes, long nanos) {
        if (counts) {
            downloadedBytes.add(bytes);
            downloadNanos.add(nanos);
        }
    }

    /** Bytes of batches and restored chunks that went to the device. */
    public long uploadedBytes() {
        return uploadedBytes.sum();
    }

    /** The time that took. */
    public double uploadMillis() {
        return uploadNanos.sum() / 1e6;
    }

    /** Bytes of tensors that came from the device. */
    public long downloadedBytes() {
        return downloadedBytes.sum();
    }

    /** The time that took. */
    public double downloadMillis() {
        return downloadNanos.sum() / 1e6;
    }
}
