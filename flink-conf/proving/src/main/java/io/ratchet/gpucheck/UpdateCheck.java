package io.ratchet.gpucheck;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.model.SplitMix64;
import io.ratchet.training.optimizer.FusedUpdate;
import io.ratchet.training.optimizer.GradientNorm;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.optimizer.TensorUpdate;
import io.ratchet.training.optimizer.UpdateArguments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The update as tensor operations on the device, and as one pass over host memory. */
final class UpdateCheck {
    private static final String PART = "update";
    private static final int ELEMENTS = 100_003;
    private static final int STEPS = 100;
    private static final double RATE = 0.01;
    private static final float GRADIENT_SCALE = 0.5f;
    private static final double GRADIENT_DEVIATION = 0.1;

    /** Twice what a CPU was measured to differ from itself, see {@link TensorUpdate}. */
    private static final double LIMIT = 2e-6;

    private static final double SUM_LIMIT = 1e-9;

    private final ComputeDevice device;
    private final Kernel kernel;

    /** The update that is checked, as {@link TensorUpdate#apply}. */
    interface Kernel {
        /** Updates weights and moments in place. */
        void apply(
                OptimizerSpec spec,
                UpdateArguments arguments,
                NDArray weights,
                NDArray gradient,
                List<NDArray> moments,
                NDManager stepManager);
    }

    UpdateCheck(ComputeDevice device, Kernel kernel) {
        this.device = device;
        this.kernel = kernel;
    }

    /** Updates with every optimizer. */
    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        Device place =
                device instanceof ComputeDevice.Gpu gpu ? Device.gpu(gpu.index()) : Device.cpu();
        try (NDManager manager = ComputeDevice.engine().newBaseManager(place)) {
            optimizers().forEach((name, spec) -> findings.add(compare(name, spec, manager)));
            findings.add(compareSums(manager));
        }
        return findings;
    }

    private static Map<String, OptimizerSpec> optimizers() {
        Map<String, OptimizerSpec> optimizers = new LinkedHashMap<>();
        optimizers.put("sgd", new OptimizerSpec.Sgd(0, 0, false, 0));
        optimizers.put("sgd, momentum, dampening", new OptimizerSpec.Sgd(0.9, 0.1, false, 0));
        optimizers.put("sgd, Nesterov, decay", new OptimizerSpec.Sgd(0.9, 0, true, 0.01));
        optimizers.put("adam", new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0));
        optimizers.put("adam, decay", new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0.01));
        optimizers.put("adamw", new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.01));
        optimizers.put("adagrad", new OptimizerSpec.Adagrad(1e-10, 0.1, 0.01, 0.01));
        return optimizers;
    }

    private Finding compare(String name, OptimizerSpec spec, NDManager manager) {
        FusedUpdate fused = new FusedUpdate();
        float[] initial = random(1, 1);
        ByteBuffer expected = bytes(initial);
        List<ByteBuffer> expectedMoments = new ArrayList<>();
        try (NDManager own = manager.newSubManager()) {
            NDArray weights = own.create(initial);
            List<NDArray> moments = new ArrayList<>();
            for (String moment : spec.momentNames()) {
                float[] values = new float[ELEMENTS];
                Arrays.fill(values, spec.momentInitialValue(moment));
                expectedMoments.add(bytes(values));
                moments.add(own.create(values));
            }
            for (int step = 1; step <= STEPS; step++) {
                UpdateArguments arguments = new UpdateArguments(step, RATE, GRADIENT_SCALE);
                float[] gradient = random(100L + step, GRADIENT_DEVIATION);
                fused.apply(
                        spec, arguments, expected, bytes(gradient), expectedMoments, 0, ELEMENTS);
                try (NDManager stepManager = own.newSubManager()) {
                    NDArray slope = stepManager.create(gradient);
                    kernel.apply(spec, arguments, weights, slope, moments, stepManager);
                }
            }
            double distance = distance(weights, expected);
            for (int moment = 0; moment < moments.size(); moment++) {
                double other = distance(moments.get(moment), expectedMoments.get(moment));
                distance = Math.max(distance, other); // NaN is largest
            }
            String what = name + ": " + STEPS + " updates of " + ELEMENTS + " weights";
            return new Finding(PART, what, distance, LIMIT, "");
        }
    }

    private static Finding compareSums(NDManager manager) {
        float[] values = random(7, GRADIENT_DEVIATION);
        double expected = new GradientNorm().sumOfSquares(bytes(values), 0, ELEMENTS);
        try (NDManager own = manager.newSubManager()) {
            double sum = TensorUpdate.sumOfSquares(List.of(own.create(values)), own);
            double distance = Math.abs(sum - expected) / expected;
            return new Finding(PART, "sum of squares", distance, SUM_LIMIT, "");
        }
    }

    /** The largest difference of an element by its size plus a half: weights lie around 1. */
    private static double distance(NDArray array, ByteBuffer expected) {
        float[] values = array.toFloatArray();
        double largest = 0;
        for (int index = 0; index < values.length; index++) {
            double right = expected.getFloat(index * Float.BYTES);
            double distance = Math.abs(values[index] - right) / (Math.abs(right) + 0.5);
            largest = Math.max(largest, distance);
        }
        return largest;
    }

    private static float[] random(long seed, double deviation) {
        SplitMix64 random = new SplitMix64(SplitMix64.seedOf(3, seed));
        float[] values = new float[ELEMENTS];
        for (int index = 0; index < ELEMENTS; index++) {
            values[index] = (float) (2 * deviation * (random.nextFloat() - 0.5f));
        }
        return values;
    }

    private static ByteBuffer bytes(float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
