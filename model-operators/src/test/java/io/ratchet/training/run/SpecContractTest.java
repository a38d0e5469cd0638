package io.ratchet.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecContractTest {
    private static final ModelSpec MODEL = new ModelSpec.Tabular(8, List.of(64, 32), 1, 0.1);
    private static final InputSpec INPUT = new InputSpec.Rows(1, List.of(24, 7), 256);
    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.9, 0, false, 0);

    @Test
    void namesEverythingThatAResumeMustFindUnchanged() {
        assertThat(SpecContract.of(spec(MODEL, SGD, INPUT, 0.1, 1)).fixed())
                .isEqualTo(
                        Map.ofEntries(
                                Map.entry("engine", "pytorch"),
                                Map.entry("evaluation", "loss"),
                                Map.entry("generation", "1"),
                                Map.entry("input", "rows"),
                                Map.entry("input.batch", "256"),
                                Map.entry("input.cardinalities", "[24, 7]"),
                                Map.entry("input.numeric", "1"),
                                Map.entry("input.partition.1", "from 3"),
                                Map.entry("input.partition.4", "from 5"),
                                Map.entry("loss", "binary-cross-entropy"),
                                Map.entry("model", "tabular"),
                                Map.entry("model.dropout", "0.1"),
                                Map.entry("model.embedding", "8"),
                                Map.entry("model.embedding-init", "normal"),
                                Map.entry("model.embedding-scale", "0.01"),
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
        assertThat(SpecContract.of(spec(own, SGD, tensors, 0.1, 1)).fixed())
                .containsEntry("input.feature.0", "x U8 [28]")
                .containsEntry("input.label", "y I64 []")
                .containsEntry("model.class", "a.B")
                .containsEntry("model.options.width", "3");
    }

    @Test
    void ratesAndOtherNumbersOfTheOptimizerMayChange() {
        OptimizerSpec other = new OptimizerSpec.Sgd(0.5, 0, true, 0.1);
        RunSpec changed = spec(MODEL, other, INPUT, 0.7, 1);

        assertThat(differences(changed)).isEmpty();
        assertThat(
                        SpecContract.of(spec(MODEL, SGD, INPUT, 0.1, 1))
                                .takenOver(SpecContract.of(changed))
                                .stream()
                                .map(Change::text))
                .containsExactly(
                        "clip-norm: 0.1 before, 0.7 now",
                        "optimizer.momentum: 0.9 before, 0.5 now",
                        "optimizer.nesterov: false before, true now",
                        "optimizer.weight-decay: 0.0 before, 0.1 now",
                        "refusal-limit: 1 before, 7 now",
                        "refused-share: 0.01 before, 0.06999999999999999 now",
                        "schedule: rate 0.1 before, rate 0.7 now",
                        "until: 10 steps before, 70 steps now");
    }

    @Test
    void aLongTextIsShownWhereItDiffers() {
        String long1 = "x".repeat(5000);
        String text = new Change("input.column.c", long1 + "a", long1 + "b").text();

        assertThat(text)
                .hasSizeLessThan(300)
                .contains("xa (5001 characters) before")
                .contains("xb (5001 characters) now");
    }

    @Test
    void noPartIsWrittenTwice() {
        ContractWriter writer = new ContractWriter().mayNotChange("a", 1);

        assertThatThrownBy(() -> writer.mayChange("a", 2)).hasMessageContaining("'a' twice");
        assertThatThrownBy(
                        () ->
                                writer.contract()
                                        .and(new ContractWriter().mayNotChange("a", 1).contract()))
                .hasMessageContaining("'a' twice");
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
        return SpecContract.of(spec(MODEL, SGD, INPUT, 0.1, 1))
                .refused(SpecContract.of(now))
                .stream()
                .map(Change::text)
                .toList();
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
                List.of(new PartitionSpan(1, 3, 9), new PartitionSpan(4, 5, PartitionSpan.OPEN)),
                RecordOrder.TURNS,
                new RefusalLimits((int) (rate * 10), rate / 10),
                EvaluationSpec.LOSS,
                StepEngine.PYTORCH,
                RunContract.NONE);
    }
}
