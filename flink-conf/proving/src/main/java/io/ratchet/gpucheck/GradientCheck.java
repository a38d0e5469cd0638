package io.ratchet.gpucheck;

import io.ratchet.training.batch.Batch;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.instance.Instance;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.step.StepOutcome;
import io.ratchet.training.stored.TensorRole;
import java.util.List;

/**
 * The same steps on the device and on the CPU, without dropout: the two draw different numbers.
 *
 * <p>After one step of SGD with momentum, what it keeps is the gradient itself.
 */
final class GradientCheck {
    static final int CHUNK_BYTES = 1 << 20;

    private static final String PART = "gradient step";
    private static final OptimizerSpec KEEPS_GRADIENT = new OptimizerSpec.Sgd(0.9, 0, false, 0);
    private static final double RATE = 0.02;

    /** Later steps build on the differences of earlier ones. */
    private static final double GROWTH = 10;

    private static final double SMALL = 0.1;

    private GradientCheck() {}

    /** Trains on both devices. */
    static List<Finding> run(CheckedModel model, ComputeDevice device, int steps) {
        RunSpec run = model.run(KEEPS_GRADIENT, RATE, 0);
        try (Instance checked = Instance.create(run, device, CHUNK_BYTES);
                Instance expected = Instance.create(run, new ComputeDevice.Cpu(), CHUNK_BYTES)) {
            return compare(model, checked, expected, steps);
        }
    }

    /** Trains two instances that should be the same but for rounding. */
    static List<Finding> compare(
            CheckedModel model, Instance checked, Instance expected, int steps) {
        double limit = model.gradientLimit();
        double firstLoss = Double.NaN;
        double lastLoss = Double.NaN;
        double firstExpected = Double.NaN;
        double lossDistance = 0;
        Distance gradients = new Distance("none", Double.NaN);
        for (int step = 1; step <= steps; step++) {
            Batch batch = model.batch(step);
            double loss = loss(checked.step(batch));
            double expectedLoss = loss(expected.step(batch));
            lastLoss = loss;
            if (step == 1) {
                firstLoss = loss;
                firstExpected = expectedLoss;
                gradients =
                        Distance.largest(checked.tensors(), expected.tensors(), TensorRole.MOMENT);
            }
            double distance = lossDistance(loss, expectedLoss, firstExpected);
            lossDistance = Math.max(lossDistance, distance); // NaN is largest
        }
        Distance weights =
                Distance.largest(checked.tensors(), expected.tensors(), TensorRole.PARAMETER);
        Distance buffers =
                Distance.largest(checked.tensors(), expected.tensors(), TensorRole.BUFFER);
        String after = " after " + steps + " steps";
        return List.of(
                finding(model, "gradients", gradients.value(), limit, gradients.tensor()),
                finding(model, "weights" + after, weights.value(), limit, weights.tensor()),
                finding(model, "buffers" + after, buffers.value(), limit, buffers.tensor()),
                finding(model, "losses of " + steps + " steps", lossDistance, GROWTH * limit, ""),
                finding(
                        model,
                        "loss" + after + " by the first",
                        lastLoss / firstLoss,
                        1,
                        "from " + (float) firstLoss + " to " + (float) lastLoss));
    }

    /** By the loss, or a tenth of the first: what is left of one learnt away is rounding. */
    static double lossDistance(double loss, double expected, double firstExpected) {
        double scale = Math.max(Math.abs(expected), SMALL * Math.abs(firstExpected));
        return Math.abs(loss - expected) / scale;
    }

    private static Finding finding(
            CheckedModel model, String what, double measured, double limit, String detail) {
        return new Finding(PART, model.name() + ": " + what, measured, limit, detail);
    }

    private static double loss(StepOutcome outcome) {
        return outcome instanceof StepOutcome.Applied applied ? applied.loss() : Double.NaN;
    }
}
