package io.ratchet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecIdentityTest {
    private static final ModelSpec MODEL = new ModelSpec.Tabular(8, List.of(64, 32), 1, 0.1);
    private static final InputSpec INPUT = new InputSpec.Rows(1, List.of(24, 7), 256);
    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.9, 0, false, 0);

    @Test
    void namesEverythingThatAResumeMustFindUnchanged() {
        assertThat(SpecIdentity.of(spec(MODEL, SGD, INPUT, 0.1, 1)))
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("evaluation", "loss"),
                                Map.entry("generation", "1"),
                                Map.entry("input", "rows"),
                                Map.entry("input.batch-rows", "256"),
                                Map.entry("input.cardinalities", "[24, 7]"),
                                Map.entry("input.numeric", "1"),
                                Map.entry("loss", "binary-cross-entropy"),
                                Map.entry("model", "tabular"),
                                Map.entry("model.dropout", "0.1"),
                                Map.entry("model.embedding", "8"),
                                Map.entry("model.hidden", "[64, 32]"),
                                Map.entry("model.outputs", "1"),
                                Map.entry("optimizer", "sgd"),
                                Map.entry("optimizer.moments", "[momentum_buffer]"),
                                Map.entry("order", "turns"),
                                Map.entry("seed", "1")));
    }

    @Test
    void namesTensorsAndTheUsersOwnClass() {
        InputSpec tensors =
                new InputSpec.Tensors(
                        List.of(new InputSpec.FeatureTensor("x", TensorType.UINT8, List.of(28))),
                        new InputSpec.FeatureTensor("y", TensorType.INT64, List.of()));
        ModelSpec own = new ModelSpec.Custom("a.B", Map.of("width", "3"));
        assertThat(SpecIdentity.of(spec(own, SGD, tensors, 0.1, 1)))
                .containsEntry("input.feature.0", "x U8 [28]")
                .containsEntry("input.label", "y I64 []")
                .containsEntry("model.class", "a.B")
                .containsEntry("model.options.width", "3");
    }

    @Test
    void ratesAndOtherNumbersOfTheOptimizerMayChange() {
        OptimizerSpec other = new OptimizerSpec.Sgd(0.5, 0, true, 0.1);
        assertThat(differences(spec(MODEL, other, INPUT, 0.7, 1))).isEmpty();
    }

    @Test
    void differencesAreReadable() {
        ModelSpec wider = new ModelSpec.Tabular(8, List.of(128), 1, 0.1);
        OptimizerSpec plain = new OptimizerSpec.Sgd(0, 0, false, 0);
        assertThat(differences(spec(wider, plain, INPUT, 0.1, 2)))
                .containsExactly(
                        "model.hidden: [64, 32] before, [128] now",
                        "optimizer.moments: [momentum_buffer] before, [] now",
                        "seed: 1 before, 2 now");
        assertThat(differences(spec(new ModelSpec.Linear(1), SGD, INPUT, 0.1, 1)))
                .contains(
                        "model: tabular before, linear now",
                        "model.embedding: 8 before, absent now");
    }

    private static List<String> differences(RunSpec now) {
        return SpecIdentity.differences(
                SpecIdentity.of(spec(MODEL, SGD, INPUT, 0.1, 1)), SpecIdentity.of(now));
    }

    private static RunSpec spec(
            ModelSpec model, OptimizerSpec optimizer, InputSpec input, double rate, long seed) {
        return new RunSpec(
                "run",
                1,
                model,
                LossSpec.BINARY_CROSS_ENTROPY,
                optimizer,
                new LearningRateSchedule.Constant(rate),
                rate,
                input,
                seed,
                new Until.Steps((long) (rate * 100)),
                List.of(),
                RecordOrder.TURNS,
                (int) (rate * 10),
                EvaluationSpec.LOSS,
                StepEngine.PYTORCH);
    }
}
