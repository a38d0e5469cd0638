package io.ratchet.training.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * torch.optim.Adam and torch.optim.AdamW at one step.
 *
 * @param weightDecay share of the weight that is added to the gradient: Adam's, else 0
 * @param weightFactor what the weight is multiplied by first: AdamW's, else 1
 * @param rest1 1 − beta1
 * @param rest2 1 − beta2
 * @param correctionRoot √(1 − beta2^step)
 * @param negativeStepSize −rate / (1 − beta1^step)
 */
record AdamRule(
        float gradientScale,
        float weightDecay,
        float weightFactor,
        float beta1,
        float rest1,
        float beta2,
        float rest2,
        float correctionRoot,
        float epsilon,
        float negativeStepSize)
        implements UpdateRule {

    static AdamRule of(OptimizerSpec.Adam spec, UpdateArguments arguments) {
        return of(spec, arguments, (float) spec.weightDecay(), 1f);
    }

    static AdamRule of(OptimizerSpec.AdamW spec, UpdateArguments arguments) {
        OptimizerSpec.Adam undecayed =
                new OptimizerSpec.Adam(spec.beta1(), spec.beta2(), spec.epsilon(), 0);
        float factor = (float) (1 - arguments.learningRate() * spec.weightDecay());
        return of(undecayed, arguments, 0f, factor);
    }

    private static AdamRule of(
            OptimizerSpec.Adam spec, UpdateArguments arguments, float decay, float factor) {
        double step = (double) arguments.step();
        // StrictMath: the same bits on every machine.
        double correction1 = 1 - StrictMath.pow(spec.beta1(), step);
        double correction2 = 1 - StrictMath.pow(spec.beta2(), step);
        return new AdamRule(
                arguments.gradientScale(),
                decay,
                factor,
                (float) spec.beta1(),
                (float) (1 - spec.beta1()),
                (float) spec.beta2(),
                (float) (1 - spec.beta2()),
                (float) Math.sqrt(correction2),
                (float) spec.epsilon(),
                (float) -(arguments.learningRate() / correction1));
    }

    @Override
    public void updateArrays(float[] weights, float[] gradients, float[][] moments, int count) {
        float[] means = moments[0];
        float[] squares = moments[1];
        float scale = gradientScale;
        float decay = weightDecay;
        float factor = weightFactor;
        float old1 = beta1;
        float fresh1 = rest1;
        float old2 = beta2;
        float fresh2 = rest2;
        float root = correctionRoot;
        float small = epsilon;
        float stepSize = negativeStepSize;
        for (int i = 0; i < count; i++) {
            float weight = weights[i] * factor;
            float gradient = Math.fma(decay, weights[i], gradients[i] * scale);
            float mean = Math.fma(fresh1, gradient, means[i] * old1);
            float square = Math.fma(fresh2 * gradient, gradient, squares[i] * old2);
            float denominator = (float) Math.sqrt(square) / root + small;
            means[i] = mean;
            squares[i] = square;
            weights[i] = weight + stepSize * mean / denominator;
        }
    }

    @Override
    public void updateTensors(
            NDManager temporaries, NDArray weights, NDArray gradient, List<NDArray> moments) {
        NDArray mean = moments.get(0);
        NDArray square = moments.get(1);
        NDArray scaled = temporaries.create(gradientScale).mul(gradient);
        if (weightDecay != 0) {
            scaled.addi(temporaries.create(weightDecay).mul(weights));
        }
        mean.muli(temporaries.create(beta1)).addi(temporaries.create(rest1).mul(scaled));
        square.muli(temporaries.create(beta2))
                .addi(temporaries.create(rest2).mul(scaled).muli(scaled));
        NDArray denominator = square.sqrt();
        denominator.attach(temporaries);
        denominator.divi(temporaries.create(correctionRoot)).addi(temporaries.create(epsilon));
        if (weightFactor != 1) {
            weights.muli(temporaries.create(weightFactor));
        }
        weights.addi(temporaries.create(negativeStepSize).mul(mean).divi(denominator));
    }
}
