package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.TrainHarness.Setup;
import io.ratchet.training.batch.Block;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What TRAIN makes of a state that was written under another configuration, or that is older than
 * it should be.
 */
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
                        new Until.Offsets(),
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
    void refusesToFallBehindWhatIsCommitted() throws Exception {
        RunSpec spec = Runs.spec("run", 80);
        List<Block> blocks = Runs.blocks(spec, 1);
        OperatorSubtaskState snapshot;
        long step;
        try (TrainHarness train = Setup.of(models, spec).open(null)) {
            train.send(blocks.subList(0, 5));
            snapshot = train.checkpoint(1);
            step = train.steps().size();
        }
        try (TrainHarness train = Setup.of(models, spec).committed("run", step).open(snapshot)) {
            train.send(blocks.subList(5, blocks.size()));
            train.drain();
            assertThat(last(train.states()).sha256()).isEqualTo(Runs.plainLoop(spec));
        }
        assertThatThrownBy(
                        () -> {
                            Setup ahead = Setup.of(models, spec).committed("run", step + 1);
                            try (TrainHarness train = ahead.open(snapshot)) {
                                train.send(blocks.subList(5, blocks.size()));
                            }
                        })
                .hasRootCauseInstanceOf(FallenBehindException.class)
                .rootCause()
                .hasMessageContaining("its steps up to " + (step + 1) + " are committed");
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
        RunSpec slower = Runs.spec("run", spec.model(), 0.001, new Until.Offsets(), 80);
        try (TrainHarness train = Setup.of(models, slower).open(snapshot)) {
            train.send(blocks.subList(5, blocks.size()));
            train.drain();

            assertThat(last(train.steps()).learningRate()).isEqualTo(0.001);
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
