package io.ratchet.kafka.loader;

import java.time.Duration;
import java.util.List;

/**
 * What a load sent; all of it is acknowledged.
 *
 * @param recordsPerPartition from partition 0 on
 * @param rows what became of the rows that were read
 * @param remarks what was noticed about them, for people
 */
public record LoadSummary(
        long recordCount,
        List<Long> recordsPerPartition,
        Duration elapsed,
        RowCounts rows,
        List<String> remarks) {
    /** Copies the lists. */
    public LoadSummary {
        recordsPerPartition = List.copyOf(recordsPerPartition);
        remarks = List.copyOf(remarks);
    }
}
