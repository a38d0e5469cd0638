package io.ratchet.job.configuration;

import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.training.device.ComputeDevice;
import java.nio.file.Path;

/**
 * The training operator.
 *
 * @param device where steps are computed
 * @param modelDirectory absolute path of the folder of the job's finished models
 * @param chunkBytes the piece of a tensor in which state is compared and stored
 * @param cacheBytes bytes of live instances in memory of each task
 * @param queueBytes bytes of batches that wait for the training thread at most
 * @param queueDepthMinimum batches that may wait in any case
 */
public record TrainConfiguration(
        DeviceSettings device,
        Path modelDirectory,
        int chunkBytes,
        long cacheBytes,
        long queueBytes,
        int queueDepthMinimum) {
    /** Where steps are computed; whether it exists is not asked. */
    public ComputeDevice computeDevice() {
        return ComputeDevice.parse(device.device());
    }
}
