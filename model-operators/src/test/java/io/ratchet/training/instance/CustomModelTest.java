package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomModelTest {
    @Test
    void aUsersModelLearnsAndIsReproducible() {
        RunSpec run = run(CustomModels.TwoLayers.class.getName(), Map.of("width", "12"));
        String first;
        try (Instance instance = Runs.instance(run)) {
            Runs.train(instance, 0, 200);
            assertThat(instance.tensors().layout().tensors().get(0).shape().get(0)).isEqualTo(12);
            assertThat(instance.progress().lossAverage()).isLessThan(0.4);
            first = instance.fingerprint();
        }
        try (Instance instance = Runs.instance(run)) {
            Runs.train(instance, 0, 200);
            assertThat(instance.fingerprint()).isEqualTo(first);
        }
    }

    @Test
    void aUsersInitialValuesAreTakenAndAnUnusedParameterStaysAsItIs() {
        try (Instance instance =
                Runs.instance(run(CustomModels.Scaled.class.getName(), Map.of()))) {
            assertThat(instance.tensors().view(0).getFloat(0)).isEqualTo(0.5f);
            Runs.train(instance, 0, 20);
            assertThat(instance.tensors().view(0).getFloat(0)).isNotEqualTo(0.5f);
            // only the decoupled weight decay: 20 steps of rate 0.01 and decay 0.01
            float decayed = (float) (0.5 * Math.pow(1 - 1e-4, 20));
            assertThat(instance.tensors().view(1).getFloat(0)).isCloseTo(decayed, within(1e-6f));
        }
    }

    @Test
    void modelsThatCannotBeUsedSayWhyAndWhatToDo() {
        refused("a.b.Missing", "cannot be loaded", "class path");
        refused("java.lang.String", "does not implement", "ModelProvider");
        refused(CustomModels.NeedsArgument.class.getName(), "constructor without arguments");
        refused(CustomModels.Failing.class.getName(), "no such width");
        refused(CustomModels.WrongShape.class.getName(), "must return FLOAT32 (samples, outputs)");
        refused(CustomModels.ThreeOutputs.class.getName(), "needs exactly 1 output");
        refused(CustomModels.Silent.class.getName(), "'scale'", "initialValues");
    }

    private static void refused(String className, String... parts) {
        assertThatThrownBy(() -> Runs.instance(run(className, Map.of())).close())
                .isInstanceOf(IncompatibleModelException.class)
                .hasMessageContainingAll(parts);
    }

    private static RunSpec run(String className, Map<String, String> options) {
        return Runs.run(
                new ModelSpec.Custom(className, options),
                LossSpec.BINARY_CROSS_ENTROPY,
                Runs.NUMBERS,
                EvaluationSpec.LOSS_AND_AUC);
    }
}
