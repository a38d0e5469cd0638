package io.ratchet.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.operator.end.EndedRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs have ended in a checkpoint, also since it began. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class EndedInCheckpointTest {
    @TempDir Path folder;

    @Test
    void oneThatEndedAheadOfTheBarrierHasEndedInTheCheckpoint() throws Exception {
        OperatorState train = new OperatorState("TRAIN", "train", new OperatorID(1, 1), 2, 128);
        train.setCoordinatorState(
                new ByteStreamStateHandle("coordinator", ended("before", 10).encode()));
        train.putState(0, OperatorSubtaskState.builder().build());
        train.putState(1, task(ended("at-the-barrier", 20)));
        Path chk =
                CertifiedCheckpoint.write(
                        folder.resolve("chk-1"), new Writer(1, 1, 0), 1, List.of(train));

        Inspection found =
                new CheckpointInspector().inspect(new org.apache.flink.core.fs.Path(chk.toUri()));

        assertThat(found.fault()).isEmpty();
        assertThat(found.holdsEndsOf(Set.of("before", "at-the-barrier"))).isTrue();
        assertThat(found.ended().positions().get("at-the-barrier")).isEqualTo(Map.of(0, 20L));
        assertThat(found.holdsBlocks()).isFalse();
    }

    private static EndedRuns ended(String run, long position) {
        return new EndedRuns(new TreeMap<>(Map.of(run, Map.of(0, position))));
    }

    private static OperatorSubtaskState task(EndedRuns ended) {
        return OperatorSubtaskState.builder()
                .setRawOperatorState(
                        StateObjectCollection.singleton(
                                new OperatorStreamStateHandle(
                                        Map.of(
                                                "_default_raw_state_",
                                                new OperatorStateHandle.StateMetaInfo(
                                                        new long[] {0},
                                                        OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)),
                                        new ByteStreamStateHandle("task", ended.encode()))))
                .build();
    }
}
