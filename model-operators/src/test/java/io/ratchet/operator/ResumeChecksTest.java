package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.IncompatibleRunException;
import io.ratchet.operator.restore.Damage;
import io.ratchet.operator.restore.DamagedChunkException;
import io.ratchet.operator.serializer.DamagedValueException;
import io.ratchet.training.batch.Block;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TRAIN makes of a state that was written under another configuration, or that is damaged. */
final class ResumeChecksTest {
    @TempDir Path models;

    @Test
    void refusesAStateThatNoLongerFits() throws Exception {
        RunSpec spec = Runs.spec("run", 40);
        OperatorSubtaskState snapshot;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 1).subList(0, 5));
            snapshot = train.checkpoint(1);
        }
        RunSpec wider =
                Runs.spec(
                        "run",
                        new ModelSpec.Tabular(3, List.of(7), 1, 0.3),
                        0.01,
                        new Until.Offsets(true),
                        40);

        assertThatThrownBy(
                        () -> {
                            try (TrainHarness train = Setup.of(models, wider).open(snapshot)) {
                                train.send(Runs.blocks(spec, 1));
                            }
                        })
                .hasRootCauseInstanceOf(IncompatibleRunException.class)
                .rootCause()
                .hasMessageContaining("[6] before")
                .hasMessageContaining("[7] now");
    }

    @Test
    void refusesAChunkInWhichABitHasFlipped() throws Exception {
        RunSpec spec = Runs.spec("run", 80);
        Setup setup = Setup.of(models, spec).onHeap();
        OperatorSubtaskState snapshot;
        try (TrainHarness train = setup.open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();
            snapshot = train.checkpoint(1);
        }
        byte[] chunk = firstChunk(spec);
        setup.open(snapshot).close();

        flipABitOf(chunk, snapshot);

        assertThatThrownBy(() -> setup.open(snapshot).close())
                .isInstanceOf(DamagedChunkException.class)
                .hasMessageStartingWith("chunk 0 of tensor '")
                .hasMessageEndingWith("of instance 'run' at step 10 fails its CRC-32C");
    }

    /** All of it is one value, which the heap backend reads before TRAIN does. */
    @Test
    void refusesASmallInstanceInWhichABitHasFlipped() throws Exception {
        RunSpec spec = SmallInstancesTest.run(new ModelSpec.Linear(1), 80);
        Setup setup = Setup.of(models, spec).onHeap();
        OperatorSubtaskState snapshot;
        try (TrainHarness train = setup.open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();
            snapshot = train.checkpoint(1);
        }
        byte[] tensors = Runs.plainLoop(spec, instance -> instance.packed().orElseThrow().pack());
        setup.open(snapshot).close();

        flipABitOf(tensors, snapshot);

        assertThatThrownBy(() -> setup.open(snapshot).close())
                .satisfies(
                        failure ->
                                assertThat(Damage.found(failure))
                                        .hasValue("a packed instance fails its CRC-32C"));
    }

    @Test
    void refusesARecordOfAPartlyFilledBatchInWhichABitHasFlipped() throws Exception {
        RunSpec spec = Runs.spec("run", 80);
        Setup setup = Setup.of(models, spec).onHeap();
        OperatorSubtaskState snapshot;
        try (TrainHarness train = setup.open(null)) {
            train.send(Runs.blocks(spec, 1).subList(0, 1));
            snapshot = train.checkpoint(1);
        }
        setup.open(snapshot).close();

        flipABitOf(new byte[] {1, 0, 3, 'r', 'u', 'n'}, snapshot);

        assertThatThrownBy(() -> setup.open(snapshot).close())
                .hasRootCauseInstanceOf(DamagedValueException.class)
                .satisfies(
                        failure ->
                                assertThat(Damage.found(failure))
                                        .hasValue("a batch assembly fails its CRC-32C"));
    }

    @Test
    void takesAnotherLearningRateOver() throws Exception {
        RunSpec spec = Runs.spec("run", 80);
        List<Block> blocks = Runs.blocks(spec, 1);
        OperatorSubtaskState snapshot;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 5));
            snapshot = train.checkpoint(1);
        }
        RunSpec slower = Runs.spec("run", spec.model(), 0.001, new Until.Offsets(true), 80);
        try (TrainHarness train = Setup.of(models, slower).open(snapshot)) {
            train.send(blocks.subList(5, blocks.size()));
            train.drain();

            assertThat(last(train.steps()).learningRate()).isEqualTo(0.001);
        }
    }

    private static byte[] firstChunk(RunSpec spec) throws Exception {
        return Runs.plainLoop(
                spec,
                instance -> {
                    byte[] bytes = new byte[instance.tensors().layout().chunkLength(0, 0)];
                    instance.tensors().view(0).duplicate().get(bytes);
                    return bytes;
                });
    }

    private static void flipABitOf(byte[] chunk, OperatorSubtaskState snapshot) {
        int found = 0;
        for (KeyedStateHandle handle : snapshot.getManagedKeyedState()) {
            byte[] stored =
                    ((ByteStreamStateHandle)
                                    ((KeyGroupsStateHandle) handle).getDelegateStateHandle())
                            .getData();
            for (int at = 0; at + chunk.length <= stored.length; at++) {
                if (Arrays.equals(stored, at, at + chunk.length, chunk, 0, chunk.length)) {
                    stored[at + 1] ^= 4;
                    found++;
                }
            }
        }
        assertThat(found).isEqualTo(1);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
