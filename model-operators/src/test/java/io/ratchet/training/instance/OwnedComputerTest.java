package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.InstanceFootprint;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.BatchRefusal;
import io.ratchet.training.step.ComputedStep;
import io.ratchet.training.step.InvalidBatchException;
import io.ratchet.training.step.StepComputer;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.PackedTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an instance makes of its computer, whatever way that computes. */
final class OwnedComputerTest {
    private static final RunSpec SPEC = Runs.linear();
    private static final Batch BATCH = Runs.batch(SPEC, 0);

    private final ScriptedComputer computer = new ScriptedComputer();

    @Test
    void onlyAnAppliedStepIsCounted() {
        try (Instance instance = new Instance(SPEC, computer)) {
            assertThat(instance.step(BATCH)).isInstanceOf(StepOutcome.Applied.class);
            computer.refuses = true;
            assertThat(instance.step(BATCH)).isInstanceOf(StepOutcome.Refused.class);
            assertThat(instance.progress().step()).isEqualTo(1);
            assertThat(instance.progress().refusedBatches()).isEqualTo(1);
            computer.refuses = false;
            instance.step(BATCH);
            assertThat(computer.steps).containsExactly(1L, 2L, 2L);
            assertThat(instance.progress().refusedInRow()).isZero();
        }
    }

    @Test
    void aBatchThatDoesNotFitIsRefusedWithItsReason() {
        computer.failure = new InvalidBatchException(BatchRefusal.WRONG_SHAPE, "It is flat.");
        try (Instance instance = new Instance(SPEC, computer)) {
            assertThat(instance.step(BATCH))
                    .isEqualTo(new StepOutcome.Refused(1, BatchRefusal.WRONG_SHAPE, "It is flat."));
        }
    }

    @Test
    void aFailureNamesRunAndStep() {
        computer.failure = new IllegalStateException("gone");
        try (Instance instance = new Instance(SPEC, computer)) {
            assertThatThrownBy(() -> instance.step(BATCH))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("'test'")
                    .hasCause(computer.failure);
            assertThat(instance.progress().step()).isZero();
        }
    }

    @Test
    void isClosedOnceWithItsInstance() {
        Instance instance = new Instance(SPEC, computer);
        instance.close();
        instance.close();
        assertThat(computer.closedCount).isEqualTo(1);
    }

    /** Computes nothing, and says what it is told to. */
    private static final class ScriptedComputer implements StepComputer {
        private final List<Long> steps = new ArrayList<>();
        private @Nullable RuntimeException failure;
        private boolean refuses;
        private int closedCount;

        @Override
        public ComputedStep compute(Batch batch, long step) {
            steps.add(step);
            if (failure != null) {
                throw failure;
            }
            if (refuses) {
                return ComputedStep.refused(step, BatchRefusal.LOSS_NOT_FINITE, "The loss is NaN.");
            }
            return new ComputedStep(
                    new StepOutcome.Applied(step, 0.5f, 1, 0.1), ComputedStep.NO_LOGITS);
        }

        @Override
        public float[] predict(Batch batch) {
            return ComputedStep.NO_LOGITS;
        }

        @Override
        public HostTensors tensors() {
            throw new UnsupportedOperationException("It has none.");
        }

        @Override
        public Optional<PackedTensors> packed() {
            return Optional.empty();
        }

        @Override
        public long byteCount() {
            return 0;
        }

        @Override
        public InstanceFootprint footprint() {
            return InstanceFootprint.NONE;
        }

        @Override
        public void close() {
            closedCount++;
        }
    }
}
