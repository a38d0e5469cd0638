package io.ratchet.training.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.step.torch.UpdatePath;
import io.ratchet.training.stored.HostTensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole training by PyTorch 1.13, step by step: 50 batches, AdamW. */
class TorchTrainingTest {
    /** Same algorithms, other kernels: what 50 steps of rounding may come to. */
    private static final float LOSS_TOLERANCE = 2e-6f;

    private static final float WEIGHT_TOLERANCE = 2e-6f;

    private static final List<String> NAMES =
            List.of("0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias");

    @ParameterizedTest
    @EnumSource(UpdatePath.class)
    void agreesWithPyTorchInLossesAndFinalWeights(UpdatePath path) throws IOException {
        JsonNode training = training();
        RunSpec spec =
                Runs.run(
                        new ModelSpec.Mlp(List.of(16, 16), 4, 0),
                        LossSpec.SOFTMAX_CROSS_ENTROPY,
                        new InputSpec.Tensors(
                                List.of(
                                        new InputSpec.FeatureTensor(
                                                "input", TensorType.FLOAT32, List.of(12))),
                                new InputSpec.FeatureTensor("label", TensorType.INT32, List.of())),
                        EvaluationSpec.LOSS);
        try (Instance instance = Runs.instance(spec, path)) {
            for (int tensor = 0; tensor < NAMES.size(); tensor++) {
                float[] initial = floats(training.get("initial").get(NAMES.get(tensor)));
                write(instance.tensors(), tensor, initial);
            }
            JsonNode batches = training.get("batches");
            for (int step = 0; step < batches.size(); step++) {
                StepOutcome.Applied outcome =
                        (StepOutcome.Applied) instance.step(batch(batches.get(step)));
                float expected = training.get("losses").get(step).floatValue();
                assertThat(outcome.loss())
                        .as("loss of step %d", step + 1)
                        .isCloseTo(expected, within(LOSS_TOLERANCE));
            }
            for (int tensor = 0; tensor < NAMES.size(); tensor++) {
                float[] expected = floats(training.get("final").get(NAMES.get(tensor)));
                assertThat(read(instance.tensors(), tensor))
                        .as(NAMES.get(tensor))
                        .usingComparatorWithPrecision(WEIGHT_TOLERANCE)
                        .containsExactly(expected);
            }
        }
    }

    private static JsonNode training() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        TorchTrainingTest.class.getResourceAsStream(
                                "/torch/torch-mlp-adamw.json.gz"))) {
            return new ObjectMapper().readTree(new GZIPInputStream(file));
        }
    }

    private static Batch batch(JsonNode json) {
        float[] label = floats(json.get("label"));
        int[] classes = new int[label.length];
        for (int index = 0; index < classes.length; index++) {
            classes[index] = (int) label[index];
        }
        return new Batch(
                List.of(Runs.floats(List.of(label.length, 12), floats(json.get("input")))),
                Runs.ints(List.of(label.length), classes),
                Places.NONE);
    }

    private static float[] floats(JsonNode json) {
        List<Float> values = new ArrayList<>();
        collect(json, values);
        float[] array = new float[values.size()];
        for (int index = 0; index < array.length; index++) {
            array[index] = values.get(index);
        }
        return array;
    }

    private static void collect(JsonNode json, List<Float> values) {
        if (json.isArray()) {
            json.forEach(element -> collect(element, values));
        } else {
            values.add(json.floatValue());
        }
    }

    private static void write(HostTensors tensors, int tensor, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        tensors.write(tensor, 0, bytes.array());
    }

    private static float[] read(HostTensors tensors, int tensor) {
        float[] values = new float[tensors.layout().tensors().get(tensor).byteCount() / 4];
        tensors.view(tensor).asFloatBuffer().get(values);
        return values;
    }
}
