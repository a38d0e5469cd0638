package io.ratchet.kafka.loader;

import java.time.Duration;
import java.util.List;

/**
 * What a load sent; all of it is acknowledged.
 *
 * @param recordsPerPartition from partition 0 on
 */
public record LoadSummary(long recordCount, List<Long> recordsPerPartition, Duration elapsed) {
    /** Copies the list. */
    public LoadSummary {
        recordsPerPartition = List.copyOf(recordsPerPartition);
    }
}
