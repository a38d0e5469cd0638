package io.ratchet.operator;

import io.ratchet.training.batch.PartitionIntake;
import java.util.List;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * A task of TRAIN tells the job manager what a run has taken in.
 *
 * @param run the run
 * @param partitions of each partition
 */
record IntakeEvent(String run, List<PartitionIntake> partitions) implements OperatorEvent {
    IntakeEvent {
        partitions = List.copyOf(partitions);
    }
}
