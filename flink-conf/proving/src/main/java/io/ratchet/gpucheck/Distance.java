package io.ratchet.gpucheck;

import io.ratchet.training.stored.HostTensors;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * How far a tensor of one instance is from the same one of another.
 *
 * @param tensor its name
 * @param value the norm of the difference by the norm, or by a hundredth of the norm of all tensors
 *     of the role: one that is small among them is made of rounding
 */
record Distance(String tensor, double value) {
    private static final double SMALL = 0.01;

    /** The largest distance of all tensors of a role; 0 where there are none. */
    static Distance largest(HostTensors one, HostTensors other, TensorRole role) {
        List<TensorLayout> layouts = one.layout().tensors();
        double all = 0;
        for (int tensor = 0; tensor < layouts.size(); tensor++) {
            if (layouts.get(tensor).role() == role) {
                all = Math.hypot(all, norm(floats(other, tensor)));
            }
        }
        Distance largest = new Distance("", 0);
        for (int tensor = 0; tensor < layouts.size(); tensor++) {
            if (layouts.get(tensor).role() == role) {
                float[] expected = floats(other, tensor);
                double scale = Math.max(norm(expected), SMALL * all);
                double value = norm(minus(floats(one, tensor), expected));
                double distance = value == 0 ? 0 : value / scale;
                if (Double.isNaN(distance) || distance > largest.value) { // NaN is furthest
                    largest = new Distance(layouts.get(tensor).name(), distance);
                }
            }
        }
        return largest;
    }

    private static float[] floats(HostTensors tensors, int tensor) {
        FloatBuffer view = tensors.view(tensor).asFloatBuffer();
        float[] values = new float[view.remaining()];
        view.get(values);
        return values;
    }

    private static float[] minus(float[] one, float[] other) {
        float[] difference = new float[one.length];
        for (int index = 0; index < one.length; index++) {
            difference[index] = one[index] - other[index];
        }
        return difference;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
