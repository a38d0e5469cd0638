package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.operator.live.DeviceSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The settings of the training operator: read as a function of the device and the models' folder.
 */
final class TrainSettings {
    private static final Keys KEYS = new Keys("The training operator, TRAIN.");

    private static final Setting<Long> CHUNK =
            KEYS.defaulted(
                    "chunk",
                    Quantities.size(4 << 10, 4 << 20),
                    "256 kb",
                    "The piece of a tensor in which state is compared and stored; a multiple of 64"
                            + " bytes.");
    private static final Setting<Long> CACHE =
            KEYS.defaulted(
                    "cache",
                    Quantities.size(1 << 20, 1L << 40),
                    "512 mb",
                    "Bytes of live instances kept in memory by each task.");
    private static final Setting<Optional<Long>> DEVICE_CACHE =
            KEYS.optional(
                    "deviceCache",
                    Quantities.size(1 << 20, 1L << 40),
                    "Bytes of live instances that each task keeps on a GPU. Default: as many as the"
                            + " GPU has room for beside `deviceWorkspace`, where it tells.");
    private static final Setting<Long> DEVICE_WORKSPACE =
            KEYS.defaulted(
                    "deviceWorkspace",
                    Quantities.size(1 << 20, 1L << 40),
                    "1 gb",
                    "Bytes of a GPU that are kept free of instances, for what a step computes in"
                            + " between.");
    private static final Setting<Long> QUEUE =
            KEYS.defaulted(
                    "queue",
                    Quantities.size(1 << 16, 1L << 36),
                    "64 mb",
                    "Bytes of batches that wait for the training thread at most.");
    private static final Setting<Integer> QUEUE_DEPTH =
            KEYS.defaulted(
                    "queueDepth",
                    Quantities.integer(1, 10_000),
                    "4",
                    "Batches that may wait in any case. The depth grows by itself to what bridges a"
                            + " checkpoint, within `queue`.");

    static final SectionType<BiFunction<String, Path, TrainConfiguration>> TRAIN =
            KEYS.readAs(train -> (device, models) -> read(train, device, models));

    private TrainSettings() {}

    private static TrainConfiguration read(Section train, String device, Path models) {
        long chunk = train.get(CHUNK);
        if (chunk % 64 != 0) {
            train.fault(CHUNK, "is %s bytes, which is no multiple of 64 bytes.", chunk);
        }
        return new TrainConfiguration(
                new DeviceSettings(
                        device,
                        train.get(DEVICE_CACHE).orElse(DeviceSettings.NO_LIMIT),
                        train.get(DEVICE_WORKSPACE)),
                models,
                Math.toIntExact(chunk),
                train.get(CACHE),
                train.get(QUEUE),
                train.get(QUEUE_DEPTH));
    }
}
