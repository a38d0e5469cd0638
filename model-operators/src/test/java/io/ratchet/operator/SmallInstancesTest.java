package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.IncompatibleRunException;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances that plain Java computes on the task thread, and that are stored in one value. */
public final class SmallInstancesTest {
    @TempDir Path models;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnFromASnapshotAndReplaysToTheSameModel(boolean rocksDb) throws Exception {
        // Given
        RunSpec spec = run(new ModelSpec.Mlp(List.of(6), 1, 0), 400);
        List<Block> blocks = Runs.blocks(spec, 3);
        Setup setup = rocksDb ? Setup.of(models, spec) : Setup.of(models, spec).onHeap();
        List<StepRecord> committed = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (TrainHarness train = setup.open(null)) {
            train.send(blocks.subList(0, 10));
            train.checkpoint(1);
            train.send(blocks.subList(10, 25));
            snapshot = train.checkpoint(2);
            committed.addAll(train.steps());
            train.send(blocks.subList(25, 35));
        }

        // When
        try (TrainHarness train = setup.open(snapshot)) {
            train.send(blocks.subList(25, blocks.size()));
            train.drain();
            committed.addAll(train.steps());

            // Then
            assertThat(train.states().get(train.states().size() - 1).sha256())
                    .isEqualTo(Runs.plainLoop(spec));
        }
        try (TrainHarness train = setup.open(null)) {
            train.send(blocks);
            train.drain();
            assertThat(Runs.withoutTime(committed)).isEqualTo(Runs.withoutTime(train.steps()));
        }
    }

    @Test
    void evictionAndReturnOfManyInstancesChangeNothing() throws Exception {
        RunSpec spec = run(new ModelSpec.Linear(1), 4000);
        List<Block> blocks = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            for (int key = 0; key < 9; key++) {
                blocks.add(rows("run/" + key, round * 90 + key * 10, 3 + (round + key) % 5));
            }
        }
        TrainSettings tiny = new TrainSettings("cpu", 256, 1, 1 << 20, 4, models.toString());
        List<StepRecord> evicted;
        try (TrainHarness train = Setup.of(models, spec).with(tiny).open(null)) {
            train.send(blocks.subList(0, 50));
            OperatorSubtaskState snapshot = train.checkpoint(1);
            evicted = new ArrayList<>(train.steps());
            try (TrainHarness restored = Setup.of(models, spec).with(tiny).open(snapshot)) {
                restored.send(blocks.subList(50, blocks.size()));
                restored.drain();
                evicted.addAll(restored.steps());
            }
        }
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks);
            train.drain();
            assertThat(train.steps()).hasSizeGreaterThan(50);
            assertThat(Runs.withoutTime(evicted)).isEqualTo(Runs.withoutTime(train.steps()));
        }
    }

    @Test
    void aCheckpointDoesNotFindAllOfALargeCacheUnstored() throws Exception {
        RunSpec spec = run(new ModelSpec.Mlp(List.of(256, 256), 1, 0), 100_000);
        int many = 200;
        TrainSettings large =
                new TrainSettings("cpu", 256, 1L << 30, 1 << 20, 4, models.toString());
        try (TrainHarness train = Setup.of(models, spec).onHeap().with(large).open(null)) {
            for (int key = 0; key < many; key++) {
                train.send(List.of(rows("run/" + key, key * 10, 10)));
            }
            // One value for each key tells whose state it is.
            assertThat(train.storedValues()).isGreaterThan(many);
            int ahead = train.storedValues() - many;

            train.beginCheckpoint(1).cancel();

            assertThat(train.storedValues()).isEqualTo(2 * many);
            assertThat(ahead).isLessThan(many / 2);
        }
    }

    @Test
    void nothingIsTrainedAfterTheBarrierOfAnEndingSavepoint() throws Exception {
        RunSpec spec = run(new ModelSpec.Linear(1), 400);
        List<Block> blocks = Runs.blocks(spec, 2);
        OperatorSubtaskState savepoint;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 20));
            savepoint = train.stopWithSavepoint(1);
            int emitted = train.steps().size();
            train.send(blocks.subList(20, 30));
            assertThat(train.steps()).hasSize(emitted);
        }
        try (TrainHarness train = Setup.of(models, spec).open(savepoint)) {
            train.send(blocks.subList(20, blocks.size()));
            train.drain();

            assertThat(train.steps()).extracting(StepRecord::step).endsWith(50L);
            assertThat(train.states().get(train.states().size() - 1).sha256())
                    .isEqualTo(Runs.plainLoop(spec));
        }
    }

    @Test
    void aFailureInAStepReachesTheTask() throws Exception {
        RunSpec spec = run(new ModelSpec.Linear(1), 400);
        StepInterceptor failing =
                (instance, step) -> {
                    if (step == 5) {
                        throw new IllegalStateException("drill");
                    }
                };
        try (TrainHarness train = Setup.of(models, spec).with(failing).open(null)) {
            assertThatThrownBy(() -> train.send(Runs.blocks(spec, 2)))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasRootCauseMessage("drill");
        }
    }

    @Test
    void refusesAnotherEngine() throws Exception {
        RunSpec java = run(new ModelSpec.Linear(1), 400);
        RunSpec torch = with(java, StepEngine.PYTORCH);
        refuses(java, torch, "engine: java before, pytorch now");
        refuses(torch, java, "engine: pytorch before, java now");
    }

    private void refuses(RunSpec before, RunSpec now, String difference) throws Exception {
        List<Block> blocks = Runs.blocks(before, 1);
        OperatorSubtaskState snapshot;
        try (TrainHarness train = Setup.of(models, before).open(null)) {
            train.send(blocks.subList(0, 5));
            snapshot = train.checkpoint(1);
        }
        assertThatThrownBy(
                        () -> {
                            try (TrainHarness train = Setup.of(models, now).open(snapshot)) {
                                train.send(blocks.subList(5, blocks.size()));
                            }
                        })
                .hasRootCauseInstanceOf(IncompatibleRunException.class)
                .rootCause()
                .hasMessageContaining(difference);
    }

    public static RunSpec run(ModelSpec model, int rows) {
        RunSpec base = Runs.spec("run", model, 0.01, new Until.Offsets(true), rows);
        return with(base, StepEngine.JAVA);
    }

    private static RunSpec with(RunSpec base, StepEngine engine) {
        return new RunSpec(
                base.run(),
                base.generation(),
                base.model(),
                base.loss(),
                base.optimizer(),
                base.schedule(),
                base.clipNorm(),
                new InputSpec.Rows(2, List.of(), Runs.BATCH_ROWS),
                base.seed(),
                base.until(),
                base.partitions(),
                RecordOrder.TURNS,
                base.refusals(),
                EvaluationSpec.LOSS_AND_AUC,
                engine,
                RunContract.NONE);
    }

    private static RowBlock rows(String instance, int from, int count) {
        return Runs.rows(instance, 0, from, from + count);
    }
}
