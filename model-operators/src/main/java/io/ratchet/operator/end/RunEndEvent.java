package io.ratchet.operator.end;

import io.ratchet.training.run.RunSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/**
 * A task of TRAIN tells the job manager that a run has come to its end in its state.
 *
 * @param run the run
 * @param positions the offset behind everything that was taken in of each partition: it goes on
 *     there if it is given a later end
 */
public record RunEndEvent(String run, Map<Integer, Long> positions) implements OperatorEvent {
    private static final long serialVersionUID = 1L;

    public RunEndEvent {
        positions = Map.copyOf(positions);
    }

    public static RunEndEvent of(RunSpec spec, List<Long> positions) {
        Map<Integer, Long> byPartition = new HashMap<>();
        for (int index = 0; index < positions.size(); index++) {
            byPartition.put(spec.partitions().get(index).partition(), positions.get(index));
        }
        return new RunEndEvent(spec.run(), byPartition);
    }
}
