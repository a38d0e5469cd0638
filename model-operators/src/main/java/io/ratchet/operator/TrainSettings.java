package io.ratchet.operator;

import io.ratchet.operator.live.DeviceSettings;
import java.io.Serializable;

/**
 * How TRAIN uses its machine. Nothing here changes a model's bits, except through the device.
 *
 * @param device where it computes
 * @param chunkBytes bytes of a chunk of new instances, a multiple of 64
 * @param cacheBytes live instances of a subtask are evicted above so many bytes
 * @param queueBytes batches queued of a subtask hold at most so many bytes, but at least one batch
 *     is queued
 * @param queueBatches so many batches are queued at least, where their bytes allow
 * @param modelDirectory folder of the job's final models: {@code
 *     <run>/generation-<n>/<step>/model.safetensors}
 */
public record TrainSettings(
        DeviceSettings device,
        int chunkBytes,
        long cacheBytes,
        long queueBytes,
        int queueBatches,
        String modelDirectory)
        implements Serializable {
    /** Bytes of a chunk where nothing else is said. */
    public static final int DEFAULT_CHUNK_BYTES = 256 * 1024;

    public TrainSettings {
        if (cacheBytes < 1 || queueBytes < 1 || queueBatches < 1) {
            throw new IllegalArgumentException(
                    "TRAIN needs a cache, a queue and at least one queued batch, but was given cacheBytes "
                            + cacheBytes
                            + ", queueBytes "
                            + queueBytes
                            + ", queueBatches "
                            + queueBatches
                            + ".");
        }
    }

    /** The same, on a device that is used as far as it goes. */
    public TrainSettings(
            String device,
            int chunkBytes,
            long cacheBytes,
            long queueBytes,
            int queueBatches,
            String modelDirectory) {
        this(
                DeviceSettings.of(device),
                chunkBytes,
                cacheBytes,
                queueBytes,
                queueBatches,
                modelDirectory);
    }
}
