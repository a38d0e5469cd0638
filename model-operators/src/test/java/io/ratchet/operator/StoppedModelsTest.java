package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.end.LastCheckpoint;
import io.ratchet.operator.end.StoppedRun;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.StepEngine;
import io.ratchet.training.run.Until;
import io.ratchet.training.stored.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stop leaves of runs that still train. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class StoppedModelsTest {
    private static final String START = "start";

    @TempDir Path models;

    @AfterEach
    void forget() {
        LastCheckpoint.forget(START);
    }

    @ParameterizedTest
    @EnumSource(StepEngine.class)
    void aSavepointThatEndsTheJobLeavesTheModelOfTheStepThatItHolds(StepEngine engine)
            throws Exception {
        RunSpec spec = endless(engine);
        List<Block> blocks = Runs.blocks(spec, 2);
        OperatorSubtaskState savepoint;
        long step;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 20));
            savepoint = train.stopWithSavepoint(1);
            step = lastStep(train);
            assertThat(models.resolve("run")).doesNotExist();
            train.complete(1);
        }
        assertThat(step).isPositive();
        assertThat(sha256(step)).isEqualTo(plainLoopAt(spec, step));
        assertThat(Files.readString(folder(step).resolve("lineage.json")))
                .contains("\"status\" : \"training\"", "\"step\" : " + step)
                .contains("\"resumptions\" : 0");

        try (TrainHarness train = Setup.of(models, spec).open(savepoint)) {
            train.send(blocks.subList(20, 40));
            train.drain();
            assertThat(train.steps()).first().extracting(StepRecord::step).isEqualTo(step + 1);
            train.stopWithSavepoint(2);
            long later = lastStep(train);
            train.complete(2);
            assertThat(sha256(later)).isEqualTo(plainLoopAt(spec, later));
            assertThat(Files.readString(folder(later).resolve("lineage.json")))
                    .contains("\"status\" : \"training\"", "\"resumptions\" : 1");
        }
    }

    @Test
    void aRunThatNobodyHasSentARecordSinceItWasRestoredLeavesItsModelToo() throws Exception {
        RunSpec spec = endless(StepEngine.PYTORCH);
        OperatorSubtaskState checkpoint;
        long step;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 2).subList(0, 20));
            train.drain();
            checkpoint = train.checkpoint(1);
            step = lastStep(train);
            train.complete(1);
        }
        assertThat(models.resolve("run")).as("a checkpoint leaves none").doesNotExist();
        try (TrainHarness train = Setup.of(models, spec).open(checkpoint)) {
            train.stopWithSavepoint(2);
            train.complete(2);
        }
        assertThat(sha256(step)).isEqualTo(plainLoopAt(spec, step));
    }

    @Test
    void whatIsInTheWayOfAModelFailsNobodyAndIsSaid() throws Exception {
        RunSpec spec = endless(StepEngine.PYTORCH);
        Files.writeString(models.resolve("run"), "in the way");
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 2).subList(0, 20));
            LastCheckpoint last = LastCheckpoint.ask(START);
            last.begin(1);
            train.checkpoint(1);
            last.complete(1);
            train.complete(1);
            long step = lastStep(train);
            assertThat(last.left().orElseThrow())
                    .singleElement()
                    .satisfies(
                            run -> {
                                assertThat(run.step()).isEqualTo(step);
                                assertThat(run.sha256()).isEmpty();
                                assertThat(run.fault()).contains("run");
                            });
        }
        assertThat(models.resolve("run")).hasContent("in the way");
    }

    @ParameterizedTest
    @EnumSource(StepEngine.class)
    void nothingIsComputedBehindTheLastCheckpointOfAStart(StepEngine engine) throws Exception {
        RunSpec spec = endless(engine);
        List<Block> blocks = Runs.blocks(spec, 2);
        OperatorSubtaskState checkpoint;
        LastCheckpoint last;
        long step;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 20));
            train.checkpoint(1);
            last = LastCheckpoint.ask(START);
            train.send(blocks.subList(20, 25));
            last.begin(2);
            last.begin(3);
            checkpoint = train.checkpoint(2);
            step = lastStep(train);
            int emitted = train.steps().size();
            train.send(blocks.subList(25, 30));
            assertThat(train.steps()).hasSize(emitted);
            assertThat(last.left()).isEmpty();
            last.complete(2);
            train.complete(2);
            assertThat(last.completed()).hasValue(2);
            assertThat(last.left().orElseThrow())
                    .singleElement()
                    .isEqualTo(
                            new StoppedRun(
                                    "run",
                                    step,
                                    folder(step).resolve("model.safetensors").toString(),
                                    plainLoopAt(spec, step),
                                    ""));
            assertThat(sha256(step)).isEqualTo(plainLoopAt(spec, step));
        }
        LastCheckpoint.forget(START);
        try (TrainHarness train = Setup.of(models, spec).open(checkpoint)) {
            train.send(blocks.subList(25, blocks.size()));
            train.drain();
            assertThat(train.steps()).first().extracting(StepRecord::step).isEqualTo(step + 1);
            assertThat(train.steps()).last().extracting(StepRecord::step).isEqualTo(50L);
        }
    }

    @Test
    @Timeout(120)
    void aLastCheckpointWaitsForNoStepButTheOneThatRuns() throws Exception {
        RunSpec spec = endless(StepEngine.PYTORCH);
        List<Block> blocks = Runs.blocks(spec, 2);
        CountDownLatch held = new CountDownLatch(1);
        OperatorSubtaskState checkpoint;
        LastCheckpoint.ask(START).begin(1);
        try (TrainHarness train =
                Setup.of(models, spec).with((instance, step) -> held.await()).open(null)) {
            train.send(blocks.subList(0, 30));
            assertThat(train.steps()).isEmpty();
            held.countDown();
            checkpoint = train.checkpoint(1);
        }
        CountDownLatch heldAgain = new CountDownLatch(1);
        try (TrainHarness train =
                Setup.of(models, spec)
                        .with((instance, step) -> heldAgain.await())
                        .open(checkpoint)) {
            train.send(blocks.subList(30, blocks.size()));
            heldAgain.countDown();
            train.drain();
            assertThat(train.steps()).last().extracting(StepRecord::step).isEqualTo(50L);
        }
    }

    @Test
    void theLastCheckpointIsTheFirstOneThatBeginsWhenItWasAskedFor() {
        assertThat(LastCheckpoint.of(START)).isEmpty();
        LastCheckpoint last = LastCheckpoint.ask(START);
        last.complete(6);
        assertThat(last.hasBegun()).isFalse();
        last.begin(7);
        last.begin(8);
        last.standStill(0);
        last.standStill(1);
        last.complete(8);
        assertThat(last.completed()).isEmpty();
        last.complete(7);
        last.leave(1, List.of(new StoppedRun("b", 2, "", "", "")));
        assertThat(last.left()).isEmpty();
        last.leave(0, List.of(new StoppedRun("a", 1, "", "", "")));
        assertThat(last.left().orElseThrow()).extracting(StoppedRun::run).containsExactly("a", "b");
        assertThat(LastCheckpoint.of(START)).isEqualTo(Optional.of(last));
    }

    /** Rows that are always more, as far as this test goes. */
    private static RunSpec endless(StepEngine engine) {
        return Runs.on(
                engine,
                Runs.spec(
                        "run",
                        engine == StepEngine.JAVA
                                ? new ModelSpec.Linear(1)
                                : new ModelSpec.Tabular(3, List.of(6), 1, 0.3),
                        0.01,
                        new Until.Forever(),
                        400));
    }

    /** With which fingerprint a loop of its own stands behind a step. */
    private static String plainLoopAt(RunSpec spec, long step) {
        return Runs.plainLoop(
                Runs.on(
                        spec.engine(),
                        Runs.spec("run", spec.model(), 0.01, new Until.Steps(step), 400)));
    }

    private static long lastStep(TrainHarness train) {
        List<RunStateRecord> states = train.states();
        return states.get(states.size() - 1).step();
    }

    private Path folder(long step) {
        return models.resolve("run").resolve("generation-1").resolve(Long.toString(step));
    }

    private String sha256(long step) throws Exception {
        ModelFile file = ModelFile.read(folder(step).resolve("model.safetensors"));
        return file.metadata().getOrDefault(ModelFile.SHA_256, "none");
    }
}
