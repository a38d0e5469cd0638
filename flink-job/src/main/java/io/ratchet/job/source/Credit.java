package io.ratchet.job.source;

import io.ratchet.training.batch.PartitionIntake;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What a run has taken in, as its readers are told: what they may read follows from it.
 *
 * @param version is larger the later TRAIN said it
 * @param partitions of each partition of the run
 */
record Credit(long version, List<PartitionIntake> partitions) implements SourceEvent {
    Credit {
        partitions = List.copyOf(partitions);
    }
}
