package io.ratchet.job.configuration;

import java.time.Duration;

/**
 * How progress is kept.
 *
 * @param directory URI of the folder of all this job's checkpoints
 * @param savepoints URI of the folder of all this job's savepoints
 * @param interval how often a checkpoint is taken
 * @param timeout after which a checkpoint is given up
 * @param retained how many are kept
 */
public record CheckpointConfiguration(
        String directory, String savepoints, Duration interval, Duration timeout, int retained) {}
