package io.ratchet.training.step.java;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What a step in plain Java needs besides the weights: inputs, activations, gradients, and the
 * weights once more, row by row.
 *
 * <p>Arrays may be longer than what they hold: they grow to the largest model and batch that the
 * thread has seen, and go with the thread.
 *
 * <p><b>Threading</b>: each thread has its own.
 */
final class JavaWorkspace {
    private static final ThreadLocal<JavaWorkspace> OF_THREAD =
            ThreadLocal.withInitial(JavaWorkspace::new);
    private static final float[] NONE = {};
    private static final float[][] NO_ROWS = {};

    private float[][][] activations = {};
    private float[][][] weights = {};
    private float[][][] weightGradients = {};
    private float[][] biases = {};
    private float[][] biasGradients = {};
    private float[][] delta = NO_ROWS;
    private float[][] nextDelta = NO_ROWS;
    private float[] parameters = NONE;
    private float[] gradient = NONE;
    private int[] tableRows = {};
    private float[] labels = NONE;
    private float[] factors = NONE;
    private int samples;

    private JavaWorkspace() {}

    static JavaWorkspace ofThread() {
        return OF_THREAD.get();
    }

    /** Takes a batch in. */
    void fill(JavaNetwork network, Batch batch) {
        fillFeatures(network, batch);
        HostTensor label = batch.label();
        network.labels().checkShape(label, samples);
        ByteBuffer bytes = label.bytes();
        for (int sample = 0; sample < samples; sample++) {
            labels[sample] = (float) network.labels().valueAt(label, bytes, sample);
        }
    }

    /** Takes a batch in, whatever its labels are. */
    void fillFeatures(JavaNetwork network, Batch batch) {
        samples = batch.label().shape().isEmpty() ? 0 : batch.sampleCount();
        network.checkFeatures(batch, samples);
        grow(network);
        int width = network.width(0);
        if (width > 0) {
            fillNumbers(batch.features().get(0), width);
        }
        if (network.table().featureCount() > 0) {
            network.table().read(batch.features().get(width > 0 ? 1 : 0), tableRows);
        }
    }

    private void fillNumbers(HostTensor feature, int width) {
        ByteBuffer bytes = feature.bytes();
        FloatBuffer floats = bytes.asFloatBuffer();
        for (int sample = 0; sample < samples; sample++) {
            float[] inputs = activations[0][sample];
            int from = sample * width;
            if (feature.type() == TensorType.UINT8) {
                for (int index = 0; index < width; index++) {
                    inputs[index] = (bytes.get(from + index) & 0xFF) / 255f;
                }
            } else {
                floats.get(from, inputs, 0, width);
            }
        }
    }

    /** Takes an instance's parameters in. */
    void unpack(JavaNetwork network, float[] parameters) {
        this.parameters = parameters;
        for (int layer = 0; layer < network.layerCount(); layer++) {
            int width = network.rowWidth(layer);
            for (int row = 0; row < network.rowCount(layer); row++) {
                int from = network.weightOffset(layer) + row * width;
                System.arraycopy(parameters, from, weights[layer][row], 0, width);
            }
            int outputs = network.width(layer + 1);
            System.arraycopy(parameters, network.biasOffset(layer), biases[layer], 0, outputs);
        }
    }

    /** The gradient by all parameters, in their order. */
    float[] packedGradient(JavaNetwork network) {
        for (int layer = 0; layer < network.layerCount(); layer++) {
            int width = network.rowWidth(layer);
            for (int row = 0; row < network.rowCount(layer); row++) {
                int to = network.weightOffset(layer) + row * width;
                System.arraycopy(weightGradients[layer][row], 0, gradient, to, width);
            }
            int outputs = network.width(layer + 1);
            int to = network.biasOffset(layer);
            System.arraycopy(biasGradients[layer], 0, gradient, to, outputs);
        }
        return gradient;
    }

    private void grow(JavaNetwork network) {
        int layers = network.layerCount();
        activations = atLeast(activations, layers + 1);
        weights = atLeast(weights, layers);
        weightGradients = atLeast(weightGradients, layers);
        biases = rowsAtLeast(biases, layers, 0);
        biasGradients = rowsAtLeast(biasGradients, layers, 0);
        int widest = 0;
        for (int layer = 0; layer <= layers; layer++) {
            int width = network.width(layer);
            activations[layer] = rowsAtLeast(activations[layer], samples, width);
            widest = Math.max(widest, width);
        }
        for (int layer = 0; layer < layers; layer++) {
            int rows = network.rowCount(layer);
            int width = network.rowWidth(layer);
            weights[layer] = rowsAtLeast(weights[layer], rows, width);
            weightGradients[layer] = rowsAtLeast(weightGradients[layer], rows, width);
            biases[layer] = atLeast(biases[layer], network.width(layer + 1));
            biasGradients[layer] = atLeast(biasGradients[layer], network.width(layer + 1));
        }
        delta = rowsAtLeast(delta, samples, widest);
        nextDelta = rowsAtLeast(nextDelta, samples, widest);
        gradient = atLeast(gradient, network.parameterCount());
        int ids = samples * network.table().featureCount();
        tableRows = tableRows.length >= ids ? tableRows : new int[ids];
        labels = atLeast(labels, samples);
        factors = atLeast(factors, samples);
    }

    private static float[] atLeast(float[] array, int count) {
        return array.length >= count ? array : new float[count];
    }

    private static float[][][] atLeast(float[][][] matrices, int count) {
        if (matrices.length >= count) {
            return matrices;
        }
        float[][][] grown = Arrays.copyOf(matrices, count);
        Arrays.fill(grown, matrices.length, count, NO_ROWS);
        return grown;
    }

    private static float[][] rowsAtLeast(float[][] rows, int count, int width) {
        float[][] grown = rows;
        if (rows.length < count) {
            grown = Arrays.copyOf(rows, count);
            Arrays.fill(grown, rows.length, count, NONE);
        }
        for (int row = 0; row < count; row++) {
            grown[row] = atLeast(grown[row], width);
        }
        return grown;
    }

    int samples() {
        return samples;
    }

    /** The parameters that were taken in last, as the instance has them. */
    float[] parameters() {
        return parameters;
    }

    /** Where the gradient is collected; a table's part is written here at once. */
    float[] gradient() {
        return gradient;
    }

    /** Rows of the table, features by sample. */
    int[] tableRows() {
        return tableRows;
    }

    /** Inputs (0), outputs of the hidden layers after ReLU, and logits: by sample. */
    float[][] activation(int layer) {
        return activations[layer];
    }

    /** The rows of a layer's weight. */
    float[][] weights(int layer) {
        return weights[layer];
    }

    float[] bias(int layer) {
        return biases[layer];
    }

    /** Gradient of the loss by the outputs of the layer that backward works on, by sample. */
    float[][] delta() {
        return delta;
    }

    /** The same for the layer before it. */
    float[][] nextDelta() {
        return nextDelta;
    }

    void swapDeltas() {
        float[][] swapped = delta;
        delta = nextDelta;
        nextDelta = swapped;
    }

    /** The gradient by the rows of a layer's weight. */
    float[][] weightGradient(int layer) {
        return weightGradients[layer];
    }

    float[] biasGradient(int layer) {
        return biasGradients[layer];
    }

    float[] labels() {
        return labels;
    }

    /** Room for a number for each sample. */
    float[] factors() {
        return factors;
    }

    float[] copyOfLogits(JavaNetwork network) {
        int width = network.width(network.layerCount());
        float[] logits = new float[samples * width];
        for (int sample = 0; sample < samples; sample++) {
            float[] from = activations[network.layerCount()][sample];
            System.arraycopy(from, 0, logits, sample * width, width);
        }
        return logits;
    }
}
