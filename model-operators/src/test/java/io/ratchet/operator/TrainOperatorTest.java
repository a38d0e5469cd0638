package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.run.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainOperatorTest {
    @TempDir Path models;

    @Test
    void endsWithThePlainLoopsModel() throws Exception {
        RunSpec spec = Runs.spec("run", 100, 37);
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();

            assertThat(train.steps()).hasSize(18);
            assertThat(last(train.states()).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(last(train.states()).sha256()).isEqualTo(Runs.plainLoop(spec));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnFromASnapshotAsIfNothingHadHappened(boolean rocksDb) throws Exception {
        RunSpec spec = Runs.spec("run", 200, 77);
        List<Block> blocks = Runs.blocks(spec, 3);
        Setup setup = rocksDb ? Setup.of(models, spec) : Setup.of(models, spec).onHeap();
        List<StepRecord> undisturbed = new ArrayList<>();
        try (TrainHarness train = setup.open(null)) {
            train.send(blocks);
            train.drain();
            undisturbed.addAll(train.steps());
        }
        for (int cut = 1; cut < blocks.size(); cut += 5) {
            List<StepRecord> committed = new ArrayList<>();
            OperatorSubtaskState snapshot;
            try (TrainHarness train = setup.open(null)) {
                train.send(blocks.subList(0, cut / 2));
                train.checkpoint(1);
                train.send(blocks.subList(cut / 2, cut));
                snapshot = train.checkpoint(2);
                committed.addAll(train.steps());
                train.send(blocks.subList(cut, blocks.size()));
            }
            try (TrainHarness train = setup.open(snapshot)) {
                train.send(blocks.subList(cut, blocks.size()));
                train.drain();
                committed.addAll(train.steps());
                assertThat(last(train.states()).sha256()).isEqualTo(Runs.plainLoop(spec));
            }
            assertThat(Runs.withoutTime(committed)).isEqualTo(Runs.withoutTime(undisturbed));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsWhatWasStoredThroughLaterImages(boolean rocksDb) throws Exception {
        RunSpec spec = Runs.spec("run", 200, 77);
        List<Block> blocks = Runs.blocks(spec, 3);
        Setup setup = rocksDb ? Setup.of(models, spec) : Setup.of(models, spec).onHeap();
        OperatorSubtaskState first;
        try (TrainHarness train = setup.open(null)) {
            train.send(blocks.subList(0, 5));
            OperatorSnapshotFutures slow = train.beginCheckpoint(1);
            train.send(blocks.subList(5, 10));
            train.checkpoint(2);
            train.send(blocks.subList(10, 15));
            train.checkpoint(3);
            first = TrainHarness.finishCheckpoint(slow);
        }
        try (TrainHarness train = setup.open(first)) {
            train.send(blocks.subList(5, blocks.size()));
            train.drain();
            assertThat(last(train.states()).sha256()).isEqualTo(Runs.plainLoop(spec));
        }
    }

    @Test
    void restoresAtAnotherParallelism() throws Exception {
        List<RunSpec> specs = new ArrayList<>();
        for (int index = 0; index < 6; index++) {
            specs.add(Runs.spec("run-" + index, 60 + 10 * index));
        }
        Setup setup = Setup.of(models, specs.toArray(new RunSpec[0]));
        List<StepRecord> steps = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (TrainHarness train = setup.open(null)) {
            for (RunSpec spec : specs) {
                train.send(Runs.blocks(spec, 1).subList(0, 7));
            }
            snapshot = train.checkpoint(1);
            steps.addAll(train.steps());
        }
        List<RunStateRecord> ends = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (TrainHarness train = setup.subtask(subtask, 2).open(snapshot)) {
                for (RunSpec spec : specs) {
                    if (subtaskOf(spec.run(), 2) == subtask) {
                        List<Block> blocks = Runs.blocks(spec, 1);
                        train.send(blocks.subList(7, blocks.size()));
                    }
                }
                train.drain();
                steps.addAll(train.steps());
                ends.addAll(train.states());
            }
        }
        for (RunSpec spec : specs) {
            assertThat(ends)
                    .filteredOn(
                            end ->
                                    end.run().equals(spec.run())
                                            && end.status() == RunStatus.SUCCEEDED)
                    .singleElement()
                    .satisfies(end -> assertThat(end.sha256()).isEqualTo(Runs.plainLoop(spec)));
            assertThat(steps)
                    .filteredOn(step -> step.run().equals(spec.run()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void evictionAndReturnChangeNothing() throws Exception {
        List<RunSpec> specs = List.of(Runs.spec("a", 80), Runs.spec("b", 80), Runs.spec("c", 80));
        Setup setup = Setup.of(models, specs.toArray(new RunSpec[0]));
        TrainSettings tiny = new TrainSettings("cpu", 256, 1, 1 << 20, 4, models.toString());
        try (TrainHarness train = setup.with(tiny).open(null)) {
            List<List<Block>> blocks = specs.stream().map(spec -> Runs.blocks(spec, 5)).toList();
            for (int index = 0; index < blocks.get(0).size(); index++) {
                for (List<Block> ofRun : blocks) {
                    train.send(List.of(ofRun.get(index)));
                }
            }
            train.drain();

            for (RunSpec spec : specs) {
                assertThat(train.states())
                        .filteredOn(state -> state.run().equals(spec.run()))
                        .last()
                        .satisfies(
                                state ->
                                        assertThat(state.sha256()).isEqualTo(Runs.plainLoop(spec)));
            }
        }
    }

    @Test
    void nothingLeavesAfterTheBarrierOfAnEndingSavepoint() throws Exception {
        RunSpec spec = Runs.spec("run", 400);
        List<Block> blocks = Runs.blocks(spec, 2);
        List<StepRecord> steps = new ArrayList<>();
        OperatorSubtaskState savepoint;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 20));
            savepoint = train.stopWithSavepoint(1);
            int emitted = train.steps().size();
            train.runMails();
            assertThat(train.steps()).hasSize(emitted);
            steps.addAll(train.steps());
        }
        try (TrainHarness train = Setup.of(models, spec).open(savepoint)) {
            train.send(blocks.subList(20, blocks.size()));
            train.drain();
            steps.addAll(train.steps());
            assertThat(last(train.states()).sha256()).isEqualTo(Runs.plainLoop(spec));
        }
        assertThat(steps).extracting(StepRecord::step).containsExactly(upTo(50));
    }

    @Test
    void aFailureInAStepReachesTheTaskWhileItWaits() throws Exception {
        RunSpec spec = Runs.spec("run", 4000);
        StepInterceptor failing =
                (instance, step) -> {
                    if (step == 30) {
                        throw new IllegalStateException("drill");
                    }
                };
        try (TrainHarness train = Setup.of(models, spec).with(failing).open(null)) {
            assertThatThrownBy(
                            () -> {
                                train.send(Runs.blocks(spec, 2));
                                train.drain();
                            })
                    .hasStackTraceContaining(TrainingFailedException.class.getName())
                    .hasRootCauseMessage("drill");
        }
    }

    @Test
    void aPoisonedBatchIsReportedWholeAndTakesNoStep() throws Exception {
        RunSpec spec = Runs.spec("run", 24);
        RowBlock poisoned = Runs.rows("run", 0, 8, 16);
        poisoned.numeric()[5] = Float.NaN;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(List.of(Runs.rows("run", 0, 0, 8), poisoned, Runs.rows("run", 0, 16, 24)));
            train.drain();

            assertThat(train.poisoned())
                    .singleElement()
                    .satisfies(
                            batch -> {
                                assertThat(batch.attemptedStep()).isEqualTo(2);
                                assertThat(batch.places().ranges().get(0).from()).isEqualTo(8);
                                assertThat(batch.places().ranges().get(0).to()).isEqualTo(16);
                            });
            assertThat(train.steps()).extracting(StepRecord::step).containsExactly(1L, 2L);
        }
    }

    @Test
    void aStreakOfRefusalsMakesTheRunDiverged() throws Exception {
        RunSpec spec = Runs.spec("run", 80);
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < 80; from += 8) {
            RowBlock rows = Runs.rows("run", 0, from, from + 8);
            if (from >= 16) {
                rows.numeric()[0] = Float.POSITIVE_INFINITY;
            }
            blocks.add(rows);
        }
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks);
            train.drain();

            assertThat(train.steps()).hasSize(2);
            assertThat(train.poisoned()).hasSize(3);
            assertThat(last(train.states()).status()).isEqualTo(RunStatus.DIVERGED);
        }
    }

    @Test
    void stopsAtTheStepItWasTold() throws Exception {
        RunSpec spec = Runs.spec("run", new ModelSpec.Linear(1), 0.1, new Until.Steps(7), 400);
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();

            assertThat(train.steps()).hasSize(7);
            assertThat(train.states())
                    .extracting(RunStateRecord::status)
                    .containsExactly(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void writesTheFinalModelOnceItsCheckpointIsComplete() throws Exception {
        RunSpec spec = Runs.spec("run", 40);
        Path file = models.resolve("run/generation-1/5/model.safetensors");
        OperatorSubtaskState snapshot;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();
            snapshot = train.checkpoint(1);
            assertThat(file).doesNotExist();
            train.complete(1);
            assertThat(file).exists();
        }
        Files.delete(file);
        try (TrainHarness train = Setup.of(models, spec).open(snapshot)) {
            assertThat(file).as("written again after a failure before the notification").exists();
            train.drain();
        }
    }

    @Test
    void neitherTakesAnotherModelForItsOwnNorOverwritesIt() throws Exception {
        RunSpec spec = Runs.spec("run", 40);
        RunSpec other = Runs.spec("run", new ModelSpec.Linear(1), 0.3, spec.until(), 40);
        Path folder = models.resolve("run/generation-1/5");
        byte[] foreign = publish(other, folder);

        byte[] own = publish(spec, folder);

        assertThat(own).isNotEqualTo(foreign);
        try (Stream<Path> folders = Files.list(folder.getParent())) {
            Path aside =
                    folders.filter(one -> one.getFileName().toString().startsWith("5.other-"))
                            .findFirst()
                            .orElseThrow();
            assertThat(aside.resolve("model.safetensors")).hasBinaryContent(foreign);
        }
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(own, own.length / 2));
        assertThat(publish(spec, folder)).as("a damaged one is written again").isEqualTo(own);
    }

    private byte[] publish(RunSpec spec, Path folder) throws Exception {
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(Runs.blocks(spec, 1));
            train.drain();
            train.checkpoint(1);
            train.complete(1);
        }
        return Files.readAllBytes(folder.resolve("model.safetensors"));
    }

    @Test
    void closingWhileAStepRunsWaitsForIt() throws Exception {
        RunSpec spec = Runs.spec("run", 400);
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Latches.hold(running, ended);
        TrainHarness train = Setup.of(models, spec).with(Latches::beforeStep).open(null);
        train.send(Runs.blocks(spec, 1).subList(0, 3));
        running.await();

        train.close();

        assertThat(ended).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ratchet-training"));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private static Long[] upTo(long count) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 1; number <= count; number++) {
            numbers.add(number);
        }
        numbers.sort(Comparator.naturalOrder());
        return numbers.toArray(new Long[0]);
    }

    private static int subtaskOf(String key, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, TrainHarness.MAX_PARALLELISM, parallelism);
    }

    /** Holds the first step for a while that is long against a close that would not wait. */
    private static final class Latches {
        private static volatile CountDownLatch running = new CountDownLatch(1);
        private static volatile AtomicBoolean ended = new AtomicBoolean();

        static void hold(CountDownLatch started, AtomicBoolean done) {
            running = started;
            ended = done;
        }

        static void beforeStep(String instance, long step) throws InterruptedException {
            running.countDown();
            TimeUnit.MILLISECONDS.sleep(200);
            ended.set(true);
        }
    }
}
