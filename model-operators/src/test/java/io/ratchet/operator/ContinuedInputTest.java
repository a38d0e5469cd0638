package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.operator.live.BrokenInputException;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.run.RunSpec;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRAIN takes only what continues its own position, whatever the source believes. */
final class ContinuedInputTest {
    @TempDir Path models;

    private final RunSpec spec = Runs.spec("run", 100, 100);

    @Test
    void refusesWhatLeavesRecordsOut() throws Exception {
        OperatorSubtaskState snapshot = at24And8();

        try (TrainHarness train = setup().open(snapshot)) {
            assertThatThrownBy(() -> train.send(List.of(Runs.rows("run", 1, 12, 40))))
                    .isInstanceOf(BrokenInputException.class)
                    .hasMessageContaining("Run 'run' has taken in partition 1 up to offset 8")
                    .hasMessageContaining("on from offset 12")
                    .hasMessageContaining("would be missing")
                    .hasMessageContaining("'resume: PATH'");
            train.drain();
            assertThat(train.steps()).isEmpty();
        }
    }

    @Test
    void refusesWhatComesTwice() throws Exception {
        OperatorSubtaskState snapshot = at24And8();

        try (TrainHarness train = setup().open(snapshot)) {
            assertThatThrownBy(() -> train.send(List.of(Runs.rows("run", 1, 7, 40))))
                    .isInstanceOf(BrokenInputException.class)
                    .hasMessageContaining("up to offset 8")
                    .hasMessageContaining("on from offset 7")
                    .hasMessageContaining("would be trained twice");
            train.drain();
            assertThat(train.steps()).isEmpty();
        }
    }

    @Test
    void knowsIfTheSourceIsElsewhereBeforeItsFirstRecord() throws Exception {
        OperatorSubtaskState snapshot = at24And8();

        for (long offset : new long[] {0, 23, 25, 90}) {
            try (TrainHarness train = setup().open(snapshot)) {
                train.send(List.of(mark(1, 8)));
                assertThatThrownBy(() -> train.send(List.of(mark(0, offset))))
                        .isInstanceOf(BrokenInputException.class)
                        .hasMessageContaining("partition 0 up to offset 24");
            }
        }
    }

    @Test
    void goesOnWhereTheSourceDoes() throws Exception {
        OperatorSubtaskState snapshot = at24And8();

        try (TrainHarness train = setup().open(snapshot)) {
            train.send(List.of(mark(0, 24), mark(1, 8)));
            train.send(List.of(Runs.rows("run", 1, 8, 100), Runs.rows("run", 0, 24, 100)));
            train.drain();
            assertThat(train.states().get(0).sha256()).isEqualTo(Runs.plainLoop(spec));
        }
    }

    private Setup setup() {
        return Setup.of(models, spec);
    }

    /** After 24 records of one partition and 8 of the other. */
    private OperatorSubtaskState at24And8() throws Exception {
        try (TrainHarness train = setup().open(null)) {
            train.send(List.of(Runs.rows("run", 0, 0, 24), Runs.rows("run", 1, 0, 8)));
            train.drain();
            return train.checkpoint(1);
        }
    }

    private static Block mark(int partition, long offset) {
        return new RowBlock(
                "run",
                partition,
                offset,
                offset,
                new long[0],
                new float[0],
                new int[0],
                new float[0]);
    }
}
