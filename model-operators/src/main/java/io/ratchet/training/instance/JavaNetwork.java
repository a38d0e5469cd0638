package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelCompatibility;
import io.ratchet.training.model.ModelInput;
import io.ratchet.training.model.ModelInputs;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stack of dense layers with ReLU between them, forward and backward in plain Java.
 *
 * <p>The weight of a layer is (inputs, outputs), row-major, so that the innermost loops run over
 * neighbours and the compiler can vectorise them without changing the order of any sum.
 *
 * <p>Immutable; the numbers are in a {@link JavaWorkspace} and the parameters' array.
 */
final class JavaNetwork {
    private final LossSpec loss;
    private final ModelInput input;
    private final int[] widths;
    private final int[] weightOffsets;
    private final int[] biasOffsets;
    private final List<Piece> pieces;
    private final int parameterCount;
    private final Labels labels;

    /**
     * A parameter.
     *
     * @param name its name
     * @param shape its shape
     * @param offset where it begins in the parameters' array
     * @param fanIn inputs of its layer
     */
    record Piece(String name, List<Integer> shape, int offset, int fanIn) {
        Piece {
            shape = List.copyOf(shape);
        }

        int count() {
            return Math.toIntExact(HostTensor.elementCount(shape));
        }
    }

    private JavaNetwork(LossSpec loss, ModelInput input, int[] widths) {
        this.loss = loss;
        this.input = input;
        this.widths = widths;
        int layers = widths.length - 1;
        weightOffsets = new int[layers];
        biasOffsets = new int[layers];
        List<Piece> all = new ArrayList<>();
        int offset = 0;
        for (int layer = 0; layer < layers; layer++) {
            int inputs = widths[layer];
            int outputs = widths[layer + 1];
            weightOffsets[layer] = offset;
            all.add(
                    new Piece(
                            "layer" + layer + ".weight", List.of(inputs, outputs), offset, inputs));
            offset += inputs * outputs;
            biasOffsets[layer] = offset;
            all.add(new Piece("layer" + layer + ".bias", List.of(outputs), offset, inputs));
            offset += outputs;
        }
        pieces = List.copyOf(all);
        parameterCount = offset;
        labels = new Labels(loss, widths[layers]);
    }

    /**
     * The network of a run.
     *
     * @throws IncompatibleModelException where it cannot be computed in plain Java
     */
    static JavaNetwork of(RunSpec spec) {
        ModelCompatibility.check(spec.model(), spec.input(), spec.loss());
        List<String> faults = ModelCompatibility.javaFaults(spec.model(), spec.input());
        if (!faults.isEmpty()) {
            throw new IncompatibleModelException(
                    "Run '"
                            + spec.run()
                            + "' has the engine java, but: "
                            + String.join(" ", faults)
                            + " Take the engine pytorch, or change the model.");
        }
        List<Integer> hidden = spec.model() instanceof ModelSpec.Mlp mlp ? mlp.hidden() : List.of();
        ModelInput input = ModelInputs.of(spec.model(), spec.input()).get(0);
        int[] widths = new int[hidden.size() + 2];
        widths[0] = Math.toIntExact(HostTensor.elementCount(input.sampleShape()));
        for (int layer = 0; layer < hidden.size(); layer++) {
            widths[layer + 1] = hidden.get(layer);
        }
        widths[widths.length - 1] = spec.model().outputCount().orElseThrow();
        return new JavaNetwork(spec.loss(), input, widths);
    }

    List<Piece> pieces() {
        return pieces;
    }

    int parameterCount() {
        return parameterCount;
    }

    int layerCount() {
        return widths.length - 1;
    }

    /** Values of a sample before layer 0, or behind layer n − 1. */
    int width(int layer) {
        return widths[layer];
    }

    Labels labels() {
        return labels;
    }

    /** Refuses features that are not those of the run. */
    void checkFeatures(Batch batch, int samples) {
        BatchInput.checkCount(batch, samples, 1);
        BatchInput.checkShape(input, batch.features().get(0), samples);
    }

    /** From the inputs to the logits. */
    void forward(float[] weights, JavaWorkspace workspace) {
        int layers = layerCount();
        for (int layer = 0; layer < layers; layer++) {
            float[] in = workspace.activation(layer);
            float[] out = workspace.activation(layer + 1);
            int inputs = widths[layer];
            int outputs = widths[layer + 1];
            for (int sample = 0; sample < workspace.samples(); sample++) {
                int from = sample * inputs;
                int to = sample * outputs;
                System.arraycopy(weights, biasOffsets[layer], out, to, outputs);
                if (outputs == 1) {
                    out[to] = dot(weights, weightOffsets[layer], in, from, inputs, out[to]);
                } else {
                    for (int index = 0; index < inputs; index++) {
                        int row = weightOffsets[layer] + index * outputs;
                        addScaled(in[from + index], weights, row, out, to, outputs);
                    }
                }
            }
            if (layer < layers - 1) {
                rectify(out, workspace.samples() * outputs);
            }
        }
    }

    /** The mean loss; leaves its gradient by the logits as the workspace's delta. */
    float loss(JavaWorkspace workspace) {
        int samples = workspace.samples();
        int outputs = widths[layerCount()];
        float[] logits = workspace.activation(layerCount());
        float[] delta = workspace.delta();
        double sum = 0;
        for (int sample = 0; sample < samples; sample++) {
            float label = workspace.labels()[sample];
            sum +=
                    switch (loss) {
                        case BINARY_CROSS_ENTROPY ->
                                binaryCrossEntropy(logits[sample], label, delta, sample, samples);
                        case SQUARED_ERROR -> {
                            double error = (double) logits[sample] - label;
                            delta[sample] = (float) (2 * error / samples);
                            yield error * error;
                        }
                        case SOFTMAX_CROSS_ENTROPY ->
                                softmaxCrossEntropy(
                                        logits,
                                        sample * outputs,
                                        outputs,
                                        (int) label,
                                        delta,
                                        samples);
                    };
        }
        return (float) (sum / samples);
    }

    private static double binaryCrossEntropy(
            double logit, float label, float[] delta, int at, int samples) {
        double power = StrictMath.exp(-Math.abs(logit));
        double share = (logit >= 0 ? 1 : power) / (1 + power);
        delta[at] = (float) ((share - label) / samples);
        return StrictMath.log1p(power) + Math.max(logit, 0) - logit * label;
    }

    private static double softmaxCrossEntropy(
            float[] logits, int from, int classes, int label, float[] delta, int samples) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int index = from; index < from + classes; index++) {
            largest = Math.max(largest, logits[index]);
        }
        double sum = 0;
        for (int index = from; index < from + classes; index++) {
            sum += StrictMath.exp(logits[index] - largest);
        }
        for (int index = from; index < from + classes; index++) {
            double share = StrictMath.exp(logits[index] - largest) / sum;
            delta[index] = (float) ((share - (index == from + label ? 1 : 0)) / samples);
        }
        return StrictMath.log(sum) + largest - logits[from + label];
    }

    /** From the loss's gradient by the logits to that by all parameters. */
    void backward(float[] weights, JavaWorkspace workspace) {
        float[] gradient = workspace.gradient();
        Arrays.fill(gradient, 0, parameterCount, 0);
        for (int layer = layerCount() - 1; layer >= 0; layer--) {
            parameterGradients(layer, workspace, gradient);
            if (layer > 0) {
                inputGradients(layer, weights, workspace);
                workspace.swapDeltas();
            }
        }
    }

    private void parameterGradients(int layer, JavaWorkspace workspace, float[] gradient) {
        float[] in = workspace.activation(layer);
        float[] delta = workspace.delta();
        int inputs = widths[layer];
        int outputs = widths[layer + 1];
        for (int sample = 0; sample < workspace.samples(); sample++) {
            int from = sample * inputs;
            int at = sample * outputs;
            addScaled(1, delta, at, gradient, biasOffsets[layer], outputs);
            if (outputs == 1) {
                addScaled(delta[at], in, from, gradient, weightOffsets[layer], inputs);
                continue;
            }
            for (int index = 0; index < inputs; index++) {
                int row = weightOffsets[layer] + index * outputs;
                addScaled(in[from + index], delta, at, gradient, row, outputs);
            }
        }
    }

    /** The gradient by what came into a layer, through the ReLU before it. */
    private void inputGradients(int layer, float[] weights, JavaWorkspace workspace) {
        float[] in = workspace.activation(layer);
        float[] delta = workspace.delta();
        float[] next = workspace.nextDelta();
        int inputs = widths[layer];
        int outputs = widths[layer + 1];
        for (int sample = 0; sample < workspace.samples(); sample++) {
            int from = sample * inputs;
            for (int index = 0; index < inputs; index++) {
                int row = weightOffsets[layer] + index * outputs;
                next[from + index] =
                        in[from + index] > 0
                                ? dot(weights, row, delta, sample * outputs, outputs, 0)
                                : 0;
            }
        }
    }

    private static float dot(
            float[] left, int leftAt, float[] right, int rightAt, int count, float start) {
        float sum = start;
        for (int index = 0; index < count; index++) {
            sum += left[leftAt + index] * right[rightAt + index];
        }
        return sum;
    }

    private static void addScaled(
            float factor, float[] source, int sourceAt, float[] target, int targetAt, int count) {
        for (int index = 0; index < count; index++) {
            target[targetAt + index] += factor * source[sourceAt + index];
        }
    }

    private static void rectify(float[] values, int count) {
        for (int index = 0; index < count; index++) {
            values[index] = Math.max(values[index], 0);
        }
    }
}
