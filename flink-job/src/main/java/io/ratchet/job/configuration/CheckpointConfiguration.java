package io.ratchet.job.configuration;

import java.time.Duration;
import org.apache.flink.core.fs.Path;

/**
 * How progress is kept.
 *
 * @param directory the folder of all this job's checkpoints
 * @param savepoints the folder of all this job's savepoints
 * @param interval how often a checkpoint is taken
 * @param timeout after which a checkpoint is given up
 * @param retained how many are kept
 */
public record CheckpointConfiguration(
        Path directory, Path savepoints, Duration interval, Duration timeout, int retained) {}
