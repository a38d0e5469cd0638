package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InstanceTest {
    private static final int STEPS = 60;

    static Stream<RunSpec> runs() {
        return Stream.of(Runs.tabular(), Runs.convnet(), Runs.linear(), Runs.mlp());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void lossFallsOnAnEasyProblem(RunSpec spec) {
        try (Instance instance = Runs.instance(spec)) {
            StepOutcome.Applied first = (StepOutcome.Applied) instance.step(Runs.batch(spec, 0));
            Runs.train(instance, 1, 300);
            Progress progress = instance.progress();
            assertThat(progress.lossAverage()).isLessThan(0.6 * first.loss());
            assertThat(progress.step()).isEqualTo(300);
            assertThat(progress.samples()).isEqualTo(300L * Runs.batch(spec, 0).sampleCount());
            if (progress.auc().counts()) {
                assertThat(progress.auc().area()).isGreaterThan(0.85);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void equalSeedsGiveEqualBitsInterleavedOrNot(RunSpec spec) {
        String alone;
        try (Instance instance = Runs.instance(spec)) {
            Runs.train(instance, 0, STEPS);
            alone = instance.fingerprint();
        }
        try (Instance left = Runs.instance(spec);
                Instance right = Runs.instance(spec)) {
            for (int number = 0; number < STEPS; number++) {
                Runs.train(left, number, number + 1);
                Runs.train(right, number, number + 1);
            }
            assertThat(List.of(left.fingerprint(), right.fingerprint())).containsOnly(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void anotherInstanceGoesOnFromTheTensorsAndProgress(RunSpec spec) {
        try (Instance uninterrupted = Runs.instance(spec);
                Instance stopped = Runs.instance(spec);
                Instance restored = Runs.instance(spec)) {
            Runs.train(uninterrupted, 0, STEPS);
            Runs.train(stopped, 0, STEPS / 3);
            Runs.copy(stopped.tensors(), restored.tensors());
            restored.resume(stopped.progress());
            assertThat(restored.fingerprint()).isEqualTo(stopped.fingerprint());
            Runs.train(restored, STEPS / 3, STEPS);
            assertThat(restored.fingerprint()).isEqualTo(uninterrupted.fingerprint());
            assertThat(restored.progress()).isEqualTo(uninterrupted.progress());
        }
    }

    @Test
    void closingAgainIsHarmlessAndAClosedInstanceRefusesToWork() {
        Instance instance = Runs.instance(Runs.linear());
        instance.close();
        instance.close();
        assertThatThrownBy(instance::tensors)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'test'");
        assertThatThrownBy(() -> instance.step(Runs.batch(instance.spec(), 0)))
                .isInstanceOf(IllegalStateException.class);
    }
}
