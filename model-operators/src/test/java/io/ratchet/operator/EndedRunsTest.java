package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.end.EndedRuns;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunSpec;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs have ended, as TRAIN's tasks store it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
final class EndedRunsTest {
    @TempDir Path models;

    /** The job manager's part of a checkpoint is taken before the barrier comes. */
    @Test
    void aCheckpointHoldsTheEndsAheadOfItsBarrier() throws Exception {
        RunSpec spec = Runs.spec("run", 100, 37);
        Map<Integer, Long> ends =
                spec.partitions().stream()
                        .collect(Collectors.toMap(PartitionSpan::partition, PartitionSpan::end));
        OperatorSubtaskState ended;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 1).subList(0, 1));
            assertThat(stored(train.checkpoint(1))).isEqualTo(EndedRuns.NONE);
            train.send(Runs.blocks(spec, 1).subList(1, Runs.blocks(spec, 1).size()));
            train.drain();
            ended = train.checkpoint(2);
            assertThat(stored(ended).positions()).isEqualTo(Map.of("run", ends));
        }
        try (TrainHarness train = Setup.of(models, spec).open(ended)) {
            assertThat(stored(train.checkpoint(3)).positions()).isEqualTo(Map.of("run", ends));
        }
    }

    private static EndedRuns stored(OperatorSubtaskState checkpoint) throws Exception {
        EndedRuns all = EndedRuns.NONE;
        for (OperatorStateHandle state : checkpoint.getRawOperatorState()) {
            try (InputStream in = state.openInputStream()) {
                all = all.and(EndedRuns.decode(in.readAllBytes()).orElseThrow());
            }
        }
        return all;
    }
}
