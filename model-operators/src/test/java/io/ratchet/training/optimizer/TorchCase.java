package io.ratchet.training.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;

/**
 * A few updates computed by PyTorch 1.13.
 *
 * @param parameters the initial values of each parameter
 * @param steps the steps from there on
 */
record TorchCase(
        String name,
        OptimizerSpec spec,
        double rate,
        OptionalDouble clipNorm,
        List<float[]> parameters,
        List<Step> steps) {

    /** The gradients of a step, and the parameters after it. */
    record Step(List<float[]> gradients, List<float[]> parameters) {}

    @Override
    public String toString() {
        return name;
    }

    static List<TorchCase> all() {
        try (InputStream file =
                Objects.requireNonNull(
                        TorchCase.class.getResourceAsStream("/torch/torch-optimizers.json.gz"))) {
            List<TorchCase> cases = new ArrayList<>();
            for (JsonNode json :
                    new ObjectMapper().readTree(new GZIPInputStream(file)).get("cases")) {
                cases.add(read(json));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TorchCase read(JsonNode json) {
        JsonNode clip = json.get("clipGlobalNorm");
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : json.get("steps")) {
            steps.add(new Step(tensors(step.get("gradients")), tensors(step.get("parameters"))));
        }
        return new TorchCase(
                json.get("name").textValue(),
                spec(json.get("name").textValue(), json.get("arguments")),
                json.get("arguments").get("lr").doubleValue(),
                clip.isNull() ? OptionalDouble.empty() : OptionalDouble.of(clip.doubleValue()),
                tensors(json.get("parameters")),
                steps);
    }

    private static OptimizerSpec spec(String name, JsonNode given) {
        double decay = given.path("weight_decay").asDouble(0);
        double epsilon = given.path("eps").asDouble(1e-8);
        double beta1 = given.path("betas").path(0).asDouble(0.9);
        double beta2 = given.path("betas").path(1).asDouble(0.999);
        return switch (name.split("-", -1)[0]) {
            case "sgd" ->
                    new OptimizerSpec.Sgd(
                            given.path("momentum").asDouble(0),
                            given.path("dampening").asDouble(0),
                            given.path("nesterov").asBoolean(false),
                            decay);
            case "adam" -> new OptimizerSpec.Adam(beta1, beta2, epsilon, decay);
            case "adamw" ->
                    new OptimizerSpec.AdamW(
                            beta1, beta2, epsilon, given.path("weight_decay").asDouble(1e-2));
            case "adagrad" ->
                    new OptimizerSpec.Adagrad(
                            given.path("eps").asDouble(1e-10),
                            given.path("initial_accumulator_value").asDouble(0),
                            given.path("lr_decay").asDouble(0),
                            decay);
            default -> throw new IllegalArgumentException("No such optimizer: " + name);
        };
    }

    private static List<float[]> tensors(JsonNode byName) {
        List<float[]> tensors = new ArrayList<>();
        for (JsonNode tensor : byName) {
            List<Float> values = new ArrayList<>();
            flatten(tensor, values);
            float[] array = new float[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i);
            }
            tensors.add(array);
        }
        return tensors;
    }

    private static void flatten(JsonNode json, List<Float> values) {
        if (json.isArray()) {
            json.forEach(element -> flatten(element, values));
        } else {
            values.add((float) json.doubleValue());
        }
    }
}
