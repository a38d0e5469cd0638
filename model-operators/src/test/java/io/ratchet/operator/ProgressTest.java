package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.training.batch.Block;
import io.ratchet.training.run.RunSpec;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TRAIN takes for having come further, so that a job that gets nowhere is ended. */
final class ProgressTest {
    private static final RunSpec SPEC = Runs.spec("run", 80);

    @TempDir Path models;

    /** A run's batches may take longer to fill than its machines take to fail often. */
    @Test
    void recordsOfABatchThatIsNotFullAreProgress() throws Exception {
        OperatorSubtaskState state;
        try (TrainHarness train = Setup.of(models, SPEC).onHeap().open(null)) {
            train.send(rows(0, 3));
            train.checkpoint(1);
            assertThat(train.progressCount()).isEqualTo(1);
            train.checkpoint(2);
            assertThat(train.progressCount()).as("nothing has come").isEqualTo(1);
            train.send(rows(3, 5));
            state = train.checkpoint(3);
            assertThat(train.progressCount()).isEqualTo(2);
        }
        try (TrainHarness train = Setup.of(models, SPEC).onHeap().open(state)) {
            train.send(rows(5, 6));
            train.checkpoint(4);
            assertThat(train.progressCount()).isEqualTo(1);
        }
    }

    /** Of the other partition nothing comes. */
    @Test
    void recordsThatAreReadAheadAreNot() throws Exception {
        RunSpec spec = Runs.spec("run", 80, 80);
        OperatorSubtaskState state;
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(null)) {
            train.send(List.of(Runs.rows("run", 0, 0, 1), Runs.rows("run", 1, 0, 1)));
            train.send(rows(1, 2));
            state = train.checkpoint(1);
            assertThat(train.progressCount()).isEqualTo(1);
            train.send(rows(2, 4));
            train.checkpoint(2);
            assertThat(train.progressCount()).isEqualTo(1);
        }
        try (TrainHarness train = Setup.of(models, spec).onHeap().open(state)) {
            train.send(rows(2, 4));
            train.checkpoint(3);
            assertThat(train.progressCount()).as("nor what was there before").isZero();
        }
    }

    @Test
    void stepsAre() throws Exception {
        try (TrainHarness train = Setup.of(models, SPEC).onHeap().open(null)) {
            train.send(rows(0, 2 * Runs.BATCH_ROWS));
            train.drain();
            train.checkpoint(1);

            assertThat(train.progressCount()).isEqualTo(2);
        }
    }

    /** The step that waits may be the one that fails at each restart. */
    @Test
    void recordsBehindAStepThatWaitsAreNot() throws Exception {
        try (TrainHarness train = Setup.of(models, SPEC).onHeap().open(null)) {
            train.stopWithSavepoint(1); // trains nothing any more
            train.send(rows(0, Runs.BATCH_ROWS + 3));
            train.checkpoint(2);

            assertThat(train.progressCount()).isZero();
        }
    }

    private static List<Block> rows(int from, int to) {
        return List.of(Runs.rows("run", 0, from, to));
    }
}
