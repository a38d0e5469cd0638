package io.ratchet.training.step.java;

import io.ratchet.tensor.HostTensor;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.IncompatibleModelException;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelCompatibility;
import io.ratchet.training.model.ModelInput;
import io.ratchet.training.model.ModelInputs;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.BatchShape;
import io.ratchet.training.step.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A stack of dense layers with ReLU between them, forward and backward in plain Java. A linear
 * model has a {@link JavaTable} beside its layer where there are categorical features.
 *
 * <p>The weight of a layer is (inputs, outputs), row-major, so that the innermost loops run over
 * neighbours and the compiler can vectorise them without changing the order of any sum. It does so
 * only where they run from 0: a workspace has each row in an array of its own.
 *
 * <p>Immutable; the numbers are in a {@link JavaWorkspace} and the parameters' array.
 */
final class JavaNetwork {
    private final LossSpec loss;
    private final List<ModelInput> inputs;
    private final int[] widths;
    private final int[] weightOffsets;
    private final int[] biasOffsets;
    private final JavaTable table;
    private final List<Piece> pieces;
    private final int parameterCount;
    private final Labels labels;

    /**
     * A parameter.
     *
     * @param name its name
     * @param shape its shape
     * @param offset where it begins in the parameters' array
     * @param fanIn inputs of its layer; 0 where it begins with zeros
     */
    record Piece(String name, List<Integer> shape, int offset, int fanIn) {
        Piece {
            shape = List.copyOf(shape);
        }

        int count() {
            return Math.toIntExact(HostTensor.elementCount(shape));
        }
    }

    private JavaNetwork(LossSpec loss, List<ModelInput> inputs, int[] widths) {
        this.loss = loss;
        this.inputs = List.copyOf(inputs);
        this.widths = widths;
        int layers = widths.length - 1;
        weightOffsets = new int[layers];
        biasOffsets = new int[layers];
        List<Piece> all = new ArrayList<>();
        int offset = 0;
        for (int layer = 0; layer < layers; layer++) {
            int fanIn = widths[layer];
            int outputs = widths[layer + 1];
            weightOffsets[layer] = offset;
            if (fanIn > 0) {
                List<Integer> shape = List.of(fanIn, outputs);
                all.add(new Piece("layer" + layer + ".weight", shape, offset, fanIn));
            }
            offset += fanIn * outputs;
            biasOffsets[layer] = offset;
            all.add(new Piece("layer" + layer + ".bias", List.of(outputs), offset, fanIn));
            offset += outputs;
        }
        table = JavaTable.of(offset, widths[layers], ids(inputs));
        if (table.featureCount() > 0) {
            Piece piece = new Piece("table", table.shape(), offset, 0);
            all.add(piece);
            offset += piece.count();
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
        List<String> faults = ModelCompatibility.javaFaults(spec.model());
        if (!faults.isEmpty()) {
            throw new IncompatibleModelException(
                    "Run '"
                            + spec.run()
                            + "' has the engine java, but: "
                            + String.join(" ", faults)
                            + " Take the engine pytorch, or change the model.");
        }
        List<Integer> hidden = spec.model() instanceof ModelSpec.Mlp mlp ? mlp.hidden() : List.of();
        List<ModelInput> inputs = ModelInputs.of(spec.model(), spec.input());
        int[] widths = new int[hidden.size() + 2];
        ModelInput first = inputs.get(0);
        boolean numeric = !(first.conversion() instanceof ModelInput.Ids);
        widths[0] = numeric ? Math.toIntExact(HostTensor.elementCount(first.sampleShape())) : 0;
        for (int layer = 0; layer < hidden.size(); layer++) {
            widths[layer + 1] = hidden.get(layer);
        }
        widths[widths.length - 1] = spec.model().outputCount().orElseThrow();
        return new JavaNetwork(spec.loss(), inputs, widths);
    }

    private static List<ModelInput.Ids> ids(List<ModelInput> inputs) {
        List<ModelInput.Ids> ids = new ArrayList<>();
        for (ModelInput input : inputs) {
            if (input.conversion() instanceof ModelInput.Ids own) {
                ids.add(own);
            }
        }
        return ids;
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

    /** Rows of a layer's weight: of a single output, the weights lie together as one row. */
    int rowCount(int layer) {
        return widths[layer + 1] == 1 ? 1 : widths[layer];
    }

    /** Elements in each of these rows. */
    int rowWidth(int layer) {
        return widths[layer + 1] == 1 ? widths[layer] : widths[layer + 1];
    }

    /** Where the weight of a layer begins in the parameters' array; rows follow each other. */
    int weightOffset(int layer) {
        return weightOffsets[layer];
    }

    /** Where the bias of a layer begins in the parameters' array. */
    int biasOffset(int layer) {
        return biasOffsets[layer];
    }

    Labels labels() {
        return labels;
    }

    /** Refuses features that are not those of the run. */
    void checkFeatures(Batch batch, int samples) {
        BatchShape.checkCount(batch, samples, inputs.size());
        for (int index = 0; index < inputs.size(); index++) {
            BatchShape.checkShape(inputs.get(index), batch.features().get(index), samples);
        }
    }

    /** The weights of categorical features. */
    JavaTable table() {
        return table;
    }

    /** From the inputs to the logits, with the weights that the workspace has. */
    void forward(JavaWorkspace workspace) {
        int layers = layerCount();
        for (int layer = 0; layer < layers; layer++) {
            float[][] rows = workspace.weights(layer);
            float[] bias = workspace.bias(layer);
            int inputs = widths[layer];
            int outputs = widths[layer + 1];
            for (int sample = 0; sample < workspace.samples(); sample++) {
                float[] in = workspace.activation(layer)[sample];
                float[] out = workspace.activation(layer + 1)[sample];
                System.arraycopy(bias, 0, out, 0, outputs);
                if (outputs == 1) {
                    out[0] = dot(rows[0], in, inputs, out[0]);
                } else {
                    addRows(in, rows, inputs, out, outputs);
                }
                if (layer < layers - 1) {
                    rectify(out, outputs);
                }
            }
        }
        table.forward(
                workspace.tableRows(),
                workspace.parameters(),
                workspace.activation(layers),
                workspace.samples());
    }

    /** The mean loss; leaves its gradient by the logits as the workspace's delta. */
    float loss(JavaWorkspace workspace) {
        return JavaLoss.mean(
                loss,
                workspace.activation(layerCount()),
                widths[layerCount()],
                workspace.labels(),
                workspace.delta(),
                workspace.samples());
    }

    /** From the loss's gradient by the logits to that by all parameters. */
    void backward(JavaWorkspace workspace) {
        table.backward(
                workspace.tableRows(),
                workspace.delta(),
                workspace.gradient(),
                workspace.samples());
        for (int layer = layerCount() - 1; layer >= 0; layer--) {
            parameterGradients(layer, workspace);
            if (layer > 0) {
                inputGradients(layer, workspace);
                workspace.swapDeltas();
            }
        }
    }

    private void parameterGradients(int layer, JavaWorkspace workspace) {
        float[][] in = workspace.activation(layer);
        float[][] delta = workspace.delta();
        float[][] rows = workspace.weightGradient(layer);
        float[] bias = workspace.biasGradient(layer);
        float[] factors = workspace.factors();
        int samples = workspace.samples();
        int inputs = widths[layer];
        int outputs = widths[layer + 1];
        Arrays.fill(bias, 0, outputs, 0);
        for (int sample = 0; sample < samples; sample++) {
            addScaled(1, delta[sample], bias, outputs);
        }
        for (int row = 0; row < rowCount(layer); row++) {
            Arrays.fill(rows[row], 0, rowWidth(layer), 0);
            if (outputs == 1) {
                column(delta, 0, samples, factors);
                addRows(factors, in, samples, rows[row], inputs);
            } else {
                column(in, row, samples, factors);
                addRows(factors, delta, samples, rows[row], outputs);
            }
        }
    }

    /** The gradient by what came into a layer, through the ReLU before it. */
    private void inputGradients(int layer, JavaWorkspace workspace) {
        float[][] rows = workspace.weights(layer);
        int inputs = widths[layer];
        int outputs = widths[layer + 1];
        for (int sample = 0; sample < workspace.samples(); sample++) {
            float[] in = workspace.activation(layer)[sample];
            float[] delta = workspace.delta()[sample];
            float[] next = workspace.nextDelta()[sample];
            if (outputs == 1) {
                float factor = delta[0];
                for (int index = 0; index < inputs; index++) {
                    next[index] = in[index] > 0 ? rows[0][index] * factor : 0;
                }
            } else {
                for (int index = 0; index < inputs; index++) {
                    next[index] = in[index] > 0 ? dot(rows[index], delta, outputs, 0) : 0;
                }
            }
        }
    }

    private static float dot(float[] left, float[] right, int count, float start) {
        float sum = start;
        for (int index = 0; index < count; index++) {
            sum += left[index] * right[index];
        }
        return sum;
    }

    private static void column(float[][] rows, int index, int count, float[] column) {
        for (int row = 0; row < count; row++) {
            column[row] = rows[row][index];
        }
    }

    /**
     * Adds rows, each scaled by its factor, one after the other; four in one pass, which saves
     * three of four loads and stores of the target and changes no sum.
     */
    private static void addRows(
            float[] factors, float[][] rows, int rowCount, float[] target, int width) {
        int row = 0;
        for (; row + 3 < rowCount; row += 4) {
            addFour(factors, rows, row, target, width);
        }
        for (; row < rowCount; row++) {
            addScaled(factors[row], rows[row], target, width);
        }
    }

    private static void addFour(
            float[] factors, float[][] rows, int first, float[] target, int width) {
        float factor0 = factors[first];
        float factor1 = factors[first + 1];
        float factor2 = factors[first + 2];
        float factor3 = factors[first + 3];
        float[] row0 = rows[first];
        float[] row1 = rows[first + 1];
        float[] row2 = rows[first + 2];
        float[] row3 = rows[first + 3];
        for (int i = 0; i < width; i++) {
            target[i] =
                    target[i]
                            + factor0 * row0[i]
                            + factor1 * row1[i]
                            + factor2 * row2[i]
                            + factor3 * row3[i];
        }
    }

    private static void addScaled(float factor, float[] row, float[] target, int width) {
        for (int i = 0; i < width; i++) {
            target[i] += factor * row[i];
        }
    }

    private static void rectify(float[] values, int count) {
        for (int index = 0; index < count; index++) {
            values[index] = Math.max(values[index], 0);
        }
    }
}
