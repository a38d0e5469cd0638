package io.ratchet.gpucheck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.index.NDIndex;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.optimizer.TensorUpdate;
import io.ratchet.training.optimizer.UpdateArguments;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check passes what is right, and finds kernels that are wrong. */
final class UpdateCheckTest {
    @Test
    void theUpdateAsTensorOperationsPasses() {
        assertThat(run(TensorUpdate::apply)).hasSize(8).allMatch(Finding::passed);
    }

    @Test
    void aKernelThatForgetsTheGradientsScaleIsFound() {
        List<Finding> findings =
                run(
                        (spec, arguments, weights, gradient, moments, manager) ->
                                TensorUpdate.apply(
                                        spec,
                                        new UpdateArguments(
                                                arguments.step(), arguments.learningRate(), 1),
                                        weights,
                                        gradient,
                                        moments,
                                        manager));

        assertThat(failed(findings)).contains("sgd", "adamw", "adagrad");
    }

    @Test
    void aKernelThatDecaysWeightsWithTheGradientIsFoundWhereThatIsWrong() {
        List<Finding> findings =
                run(
                        (spec, arguments, weights, gradient, moments, manager) ->
                                TensorUpdate.apply(
                                        spec instanceof OptimizerSpec.AdamW own
                                                ? new OptimizerSpec.Adam(
                                                        own.beta1(),
                                                        own.beta2(),
                                                        own.epsilon(),
                                                        own.weightDecay())
                                                : spec,
                                        arguments,
                                        weights,
                                        gradient,
                                        moments,
                                        manager));

        assertThat(failed(findings)).containsExactly("adamw");
    }

    @Test
    void aWeightThatIsNotANumberIsFound() {
        List<Finding> findings =
                run(
                        (spec, arguments, weights, gradient, moments, manager) -> {
                            TensorUpdate.apply(
                                    spec, arguments, weights, gradient, moments, manager);
                            weights.set(new NDIndex(7), Float.NaN);
                        });

        assertThat(failed(findings)).hasSize(7);
    }

    private static List<Finding> run(UpdateCheck.Kernel kernel) {
        return new UpdateCheck(new ComputeDevice.Cpu(), kernel).run();
    }

    private static List<String> failed(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.passed())
                .map(finding -> finding.what().replaceAll("[:,].*", ""))
                .toList();
    }
}
