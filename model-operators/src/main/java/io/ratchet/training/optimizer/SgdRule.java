package io.ratchet.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * torch.optim.SGD at one step.
 *
 * @param momentum of the spec, 0 for no buffer
 * @param nesterov of the spec
 * @param carried what the buffer is multiplied by: 0 at the first step, which puts the plain
 *     gradient into it
 * @param kept what the gradient is multiplied by on its way into the buffer
 */
record SgdRule(
        float gradientScale,
        float weightDecay,
        float negativeRate,
        float momentum,
        boolean nesterov,
        float carried,
        float kept)
        implements UpdateRule {

    static SgdRule of(OptimizerSpec.Sgd spec, UpdateArguments arguments) {
        boolean first = arguments.step() == 1;
        return new SgdRule(
                arguments.gradientScale(),
                (float) spec.weightDecay(),
                (float) -arguments.learningRate(),
                (float) spec.momentum(),
                spec.nesterov(),
                first ? 0f : (float) spec.momentum(),
                first ? 1f : (float) (1 - spec.dampening()));
    }

    @Override
    public void updateArrays(float[] weights, float[] gradients, float[][] moments, int count) {
        if (momentum == 0) {
            plain(weights, gradients, count);
        } else if (nesterov) {
            lookAhead(weights, gradients, moments[0], count);
        } else {
            alongBuffer(weights, gradients, moments[0], count);
        }
    }

    private void plain(float[] weights, float[] gradients, int count) {
        float scale = gradientScale;
        float decay = weightDecay;
        float rate = negativeRate;
        for (int i = 0; i < count; i++) {
            float gradient = Math.fma(decay, weights[i], gradients[i] * scale);
            weights[i] = Math.fma(rate, gradient, weights[i]);
        }
    }

    private void alongBuffer(float[] weights, float[] gradients, float[] buffer, int count) {
        float scale = gradientScale;
        float decay = weightDecay;
        float rate = negativeRate;
        float old = carried;
        float fresh = kept;
        for (int i = 0; i < count; i++) {
            float gradient = Math.fma(decay, weights[i], gradients[i] * scale);
            float velocity = Math.fma(fresh, gradient, buffer[i] * old);
            buffer[i] = velocity;
            weights[i] = Math.fma(rate, velocity, weights[i]);
        }
    }

    private void lookAhead(float[] weights, float[] gradients, float[] buffer, int count) {
        float scale = gradientScale;
        float decay = weightDecay;
        float rate = negativeRate;
        float old = carried;
        float fresh = kept;
        float ahead = momentum;
        for (int i = 0; i < count; i++) {
            float gradient = Math.fma(decay, weights[i], gradients[i] * scale);
            float velocity = Math.fma(fresh, gradient, buffer[i] * old);
            buffer[i] = velocity;
            weights[i] = Math.fma(rate, Math.fma(ahead, velocity, gradient), weights[i]);
        }
    }

    @Override
    public void updateTensors(
            NDManager temporaries, NDArray weights, NDArray gradient, List<NDArray> moments) {
        NDArray direction = temporaries.create(gradientScale).mul(gradient);
        if (weightDecay != 0) {
            direction.addi(temporaries.create(weightDecay).mul(weights));
        }
        if (momentum != 0) {
            NDArray buffer = moments.get(0);
            buffer.muli(temporaries.create(carried));
            buffer.addi(temporaries.create(kept).mul(direction));
            if (nesterov) {
                direction.addi(temporaries.create(momentum).mul(buffer));
            } else {
                direction = buffer;
            }
        }
        weights.addi(temporaries.create(negativeRate).mul(direction));
    }
}
