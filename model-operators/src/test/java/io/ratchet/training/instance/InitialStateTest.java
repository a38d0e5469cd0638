package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ratchet.training.model.EmbeddingInit;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitialStateTest {
    @Test
    void tensorsStandInABlocksOrderUnderStableNames() {
        try (Instance instance = Runs.instance(Runs.tabular())) {
            assertThat(instance.tensors().layout().tensors())
                    .extracting(TensorLayout::name)
                    .startsWith(
                            "01embedding_table",
                            "02layers_01Linear_weight",
                            "02layers_01Linear_bias",
                            "02layers_04Linear_weight",
                            "02layers_04Linear_bias",
                            "02layers_07Linear_weight",
                            "02layers_07Linear_bias",
                            "01embedding_table#exp_avg",
                            "01embedding_table#exp_avg_sq",
                            "02layers_01Linear_weight#exp_avg");
            assertThat(instance.tensors().layout().tensors()).hasSize(21);
            assertThat(instance.byteCount())
                    .isEqualTo(instance.tensors().layout().byteCount() * 4 / 3);
        }
    }

    @Test
    void runningStatisticsAreBuffersWithoutMoments() {
        try (Instance instance = Runs.instance(Runs.convnet())) {
            List<TensorLayout> tensors = instance.tensors().layout().tensors();
            assertThat(tensors)
                    .filteredOn(tensor -> tensor.role() == TensorRole.BUFFER)
                    .extracting(TensorLayout::name)
                    .containsExactly(
                            "02BatchNorm_runningMean",
                            "02BatchNorm_runningVar",
                            "06BatchNorm_runningMean",
                            "06BatchNorm_runningVar");
            assertThat(value(instance, "02BatchNorm_gamma")).containsOnly(1f);
            assertThat(value(instance, "02BatchNorm_beta")).containsOnly(0f);
            assertThat(value(instance, "02BatchNorm_runningMean")).containsOnly(0f);
            assertThat(value(instance, "02BatchNorm_runningVar")).containsOnly(1f);
        }
    }

    @Test
    void weightsAndBiasesAreUniformByFanIn() {
        try (Instance instance = Runs.instance(Runs.convnet())) {
            assertSpread(value(instance, "01Conv2d_weight"), 1 / Math.sqrt(9), 0.8);
            assertSpread(value(instance, "05Conv2d_weight"), 1 / Math.sqrt(36), 0.9);
            assertSpread(value(instance, "05Conv2d_bias"), 1 / Math.sqrt(36), 0.3);
            assertSpread(
                    value(instance, "10SequentialBlock_01Linear_weight"), 1 / Math.sqrt(24), 0.9);
        }
    }

    @Test
    void embeddingsAreSmallUnlessTheModelSaysOtherwise() {
        ModelSpec small = new ModelSpec.Tabular(4, List.of(16), 1, 0);
        try (Instance instance = Runs.instance(tabular(small))) {
            float[] table = value(instance, "01embedding_table");
            assertThat(deviation(table)).isCloseTo(0.01, within(0.003));
            assertThat(largest(table)).isGreaterThan(0.015);
        }
    }

    @Test
    void embeddingsBeginAsTheModelSays() {
        EmbeddingInit uniform = new EmbeddingInit(EmbeddingInit.Distribution.UNIFORM, 0.5);
        ModelSpec model = new ModelSpec.Tabular(4, uniform, List.of(16), 1, 0);
        try (Instance instance = Runs.instance(tabular(model))) {
            assertSpread(value(instance, "01embedding_table"), 0.5, 0.8);
        }
        EmbeddingInit normal = new EmbeddingInit(EmbeddingInit.Distribution.NORMAL, 2);
        ModelSpec wide = new ModelSpec.Tabular(4, normal, List.of(16), 1, 0);
        try (Instance instance = Runs.instance(tabular(wide))) {
            assertThat(deviation(value(instance, "01embedding_table"))).isCloseTo(2, within(0.6));
        }
    }

    @Test
    void idsOfALinearModelBeginWithNothing() {
        try (Instance instance = Runs.instance(Runs.linear());
                Instance inJava = Runs.instance(Runs.inJava(Runs.linear()))) {
            assertThat(value(instance, "02categorical_01EmbeddingTable_table")).containsOnly(0f);
            assertThat(value(inJava, "table")).containsOnly(0f);
        }
    }

    @Test
    void predictionsLearnNothingAndDropNothing() {
        try (Instance instance = Runs.instance(Runs.convnet())) {
            Runs.train(instance, 0, 5);
            String before = instance.fingerprint();
            float[] logits = instance.predict(Runs.batch(instance.spec(), 9));
            assertThat(logits).hasSize(24 * 3);
            assertThat(instance.predict(Runs.batch(instance.spec(), 9))).isEqualTo(logits);
            assertThat(instance.fingerprint()).isEqualTo(before);
            Runs.train(instance, 5, 6); // gradient mode is on again
        }
    }

    private static RunSpec tabular(ModelSpec model) {
        return Runs.run(model, LossSpec.BINARY_CROSS_ENTROPY, Runs.ROWS, EvaluationSpec.LOSS);
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    private static double largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void assertSpread(float[] values, double bound, double share) {
        assertThat(largest(values)).isBetween(share * bound, bound);
    }

    private static float[] value(Instance instance, String name) {
        List<TensorLayout> tensors = instance.tensors().layout().tensors();
        int tensor = tensors.stream().map(TensorLayout::name).toList().indexOf(name);
        float[] values = new float[tensors.get(tensor).byteCount() / 4];
        instance.tensors().view(tensor).asFloatBuffer().get(values);
        return values;
    }
}
