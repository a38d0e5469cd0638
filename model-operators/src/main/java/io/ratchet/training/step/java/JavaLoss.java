package io.ratchet.training.step.java;

import io.ratchet.training.model.LossSpec;

/** The losses in plain Java, each with its gradient by the logits. */
final class JavaLoss {
    private JavaLoss() {}

    /**
     * The mean loss over all samples.
     *
     * @param logits (samples, outputs)
     * @param labels one a sample; of softmax cross-entropy the class
     * @param delta (samples, outputs); takes the gradient of the mean loss by the logits
     */
    static float mean(
            LossSpec loss,
            float[][] logits,
            int outputs,
            float[] labels,
            float[][] delta,
            int samples) {
        double sum = 0;
        for (int sample = 0; sample < samples; sample++) {
            float[] own = logits[sample];
            float label = labels[sample];
            float[] gradient = delta[sample];
            sum +=
                    switch (loss) {
                        case BINARY_CROSS_ENTROPY ->
                                binaryCrossEntropy(own[0], label, gradient, samples);
                        case SQUARED_ERROR -> squaredError(own[0], label, gradient, samples);
                        case SOFTMAX_CROSS_ENTROPY ->
                                softmaxCrossEntropy(own, outputs, (int) label, gradient, samples);
                    };
        }
        return (float) (sum / samples);
    }

    private static double squaredError(
            double prediction, float label, float[] gradient, int samples) {
        double error = prediction - label;
        gradient[0] = (float) (2 * error / samples);
        return error * error;
    }

    private static double binaryCrossEntropy(
            double logit, float label, float[] gradient, int samples) {
        double power = StrictMath.exp(-Math.abs(logit));
        double share = (logit >= 0 ? 1 : power) / (1 + power);
        gradient[0] = (float) ((share - label) / samples);
        return StrictMath.log1p(power) + Math.max(logit, 0) - logit * label;
    }

    private static double softmaxCrossEntropy(
            float[] logits, int classes, int label, float[] gradient, int samples) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < classes; index++) {
            largest = Math.max(largest, logits[index]);
        }
        double sum = 0;
        for (int index = 0; index < classes; index++) {
            sum += StrictMath.exp(logits[index] - largest);
        }
        for (int index = 0; index < classes; index++) {
            double share = StrictMath.exp(logits[index] - largest) / sum;
            gradient[index] = (float) ((share - (index == label ? 1 : 0)) / samples);
        }
        return StrictMath.log(sum) + largest - logits[label];
    }
}
