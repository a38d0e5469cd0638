package io.ratchet.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * torch.optim.Adagrad at one step.
 *
 * @param weightDecay share of the weight that is added to the gradient
 * @param negativeRate −rate / (1 + (step − 1) × learning-rate decay)
 */
record AdagradRule(float gradientScale, float weightDecay, float epsilon, float negativeRate)
        implements UpdateRule {

    static AdagradRule of(OptimizerSpec.Adagrad spec, UpdateArguments arguments) {
        double decay = 1 + (double) (arguments.step() - 1) * spec.learningRateDecay();
        return new AdagradRule(
                arguments.gradientScale(),
                (float) spec.weightDecay(),
                (float) spec.epsilon(),
                (float) -(arguments.learningRate() / decay));
    }

    @Override
    public void updateArrays(float[] weights, float[] gradients, float[][] moments, int count) {
        float[] sums = moments[0];
        float scale = gradientScale;
        float decay = weightDecay;
        float small = epsilon;
        float rate = negativeRate;
        for (int i = 0; i < count; i++) {
            float gradient = Math.fma(decay, weights[i], gradients[i] * scale);
            float sum = Math.fma(gradient, gradient, sums[i]);
            float denominator = (float) Math.sqrt(sum) + small;
            sums[i] = sum;
            weights[i] = weights[i] + rate * gradient / denominator;
        }
    }

    @Override
    public void updateTensors(
            NDManager temporaries, NDArray weights, NDArray gradient, List<NDArray> moments) {
        NDArray sum = moments.get(0);
        NDArray scaled = temporaries.create(gradientScale).mul(gradient);
        if (weightDecay != 0) {
            scaled.addi(temporaries.create(weightDecay).mul(weights));
        }
        sum.addi(scaled.square());
        NDArray denominator = sum.sqrt();
        denominator.attach(temporaries);
        denominator.addi(temporaries.create(epsilon));
        weights.addi(temporaries.create(negativeRate).mul(scaled).divi(denominator));
    }
}
