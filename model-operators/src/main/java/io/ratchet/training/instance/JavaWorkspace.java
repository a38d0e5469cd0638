package io.ratchet.training.instance;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.tensor.HostTensor;
import io.ratchet.training.tensor.TensorType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a step in plain Java needs besides the weights: inputs, activations, gradients.
 *
 * <p><b>Threading</b>: each thread has its own, which grows to the largest model and batch that the
 * thread has seen, and goes with the thread.
 */
final class JavaWorkspace {
    private static final ThreadLocal<JavaWorkspace> OF_THREAD =
            ThreadLocal.withInitial(JavaWorkspace::new);
    private static final float[] NONE = {};

    private float[][] activations = {NONE};
    private float[] delta = NONE;
    private float[] nextDelta = NONE;
    private float[] gradient = NONE;
    private float[] labels = NONE;
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
        HostTensor feature = batch.features().get(0);
        float[] inputs = activations[0];
        ByteBuffer bytes = feature.bytes();
        int count = samples * network.width(0);
        if (feature.type() == TensorType.UINT8) {
            for (int index = 0; index < count; index++) {
                inputs[index] = (bytes.get(index) & 0xFF) / 255f;
            }
        } else {
            bytes.asFloatBuffer().get(inputs, 0, count);
        }
    }

    private void grow(JavaNetwork network) {
        int layers = network.layerCount();
        if (activations.length <= layers) {
            int before = activations.length;
            activations = Arrays.copyOf(activations, layers + 1);
            Arrays.fill(activations, before, layers + 1, NONE);
        }
        int widest = 0;
        for (int layer = 0; layer <= layers; layer++) {
            int count = samples * network.width(layer);
            activations[layer] = atLeast(activations[layer], count);
            widest = Math.max(widest, count);
        }
        delta = atLeast(delta, widest);
        nextDelta = atLeast(nextDelta, widest);
        gradient = atLeast(gradient, network.parameterCount());
        labels = atLeast(labels, samples);
    }

    private static float[] atLeast(float[] array, int count) {
        return array.length >= count ? array : new float[count];
    }

    int samples() {
        return samples;
    }

    /** Inputs (0), outputs of the hidden layers after ReLU, and logits: (samples, width). */
    float[] activation(int layer) {
        return activations[layer];
    }

    /** Gradient of the loss by the outputs of the layer that backward works on. */
    float[] delta() {
        return delta;
    }

    /** The same for the layer before it. */
    float[] nextDelta() {
        return nextDelta;
    }

    void swapDeltas() {
        float[] swapped = delta;
        delta = nextDelta;
        nextDelta = swapped;
    }

    float[] gradient() {
        return gradient;
    }

    float[] labels() {
        return labels;
    }

    float[] copyOfLogits(JavaNetwork network) {
        int last = network.layerCount();
        return Arrays.copyOf(activations[last], samples * network.width(last));
    }
}
