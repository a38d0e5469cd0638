package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.DeviceTraffic;
import io.ratchet.training.model.LossFunction;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.ComputedStep;
import java.nio.ByteOrder;

/** Forward and backward pass of one batch: everything of a step before the update. */
final class GradientPass {
    private final RunSpec spec;
    private final Network network;
    private final BatchInput input;
    private final Gradients gradients;
    private final DeviceTraffic traffic;
    private final boolean logitsWanted;
    private final PtNDArray one;

    /**
     * What a pass gave besides the gradients.
     *
     * @param loss the mean loss; the gradients are 0 where it is not finite
     * @param logits n logits where they are wanted for evaluation, else none
     */
    record Result(float loss, float[] logits) {}

    GradientPass(
            RunSpec spec,
            Network network,
            BatchInput input,
            Gradients gradients,
            NDManager manager,
            DeviceTraffic traffic) {
        this.spec = spec;
        this.network = network;
        this.input = input;
        this.gradients = gradients;
        this.traffic = traffic;
        logitsWanted = spec.evaluation() == EvaluationSpec.LOSS_AND_AUC;
        one = (PtNDArray) manager.ones(new Shape());
    }

    /** Computes the gradients of a batch that the input has taken in. */
    Result run(Batch batch, long step, NDManager scope) {
        JniUtils.setGradMode(true); // per thread, and its default differs between threads
        gradients.clear();
        int samples = batch.sampleCount();
        long begin = System.nanoTime();
        NDList features = input.features(scope, samples);
        NDArray labels = input.labels(scope, samples);
        traffic.uploaded(input.filledByteCount(), System.nanoTime() - begin);
        NDArray logits =
                network.model().draws()
                        ? EngineRandom.seeded(
                                spec.seed(), step, () -> network.forward(features, true))
                        : network.forward(features, true);
        NDArray loss = LossFunction.mean(spec.loss(), logits, labels);
        float value = loss.getFloat();
        if (Float.isFinite(value)) {
            JniUtils.backward((PtNDArray) loss, one, false, false);
        }
        return new Result(value, logitsWanted ? floats(logits) : ComputedStep.NO_LOGITS);
    }

    /** The logits of a batch that the input has taken in, n × outputs; nothing is learnt. */
    float[] predict(Batch batch, NDManager scope) {
        JniUtils.setGradMode(false);
        return floats(network.forward(input.features(scope, batch.sampleCount()), false));
    }

    private static float[] floats(NDArray array) {
        float[] values = new float[Math.toIntExact(array.size())];
        array.toByteBuffer(true).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
