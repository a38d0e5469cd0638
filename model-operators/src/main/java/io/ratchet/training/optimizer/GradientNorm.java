package io.ratchet.training.optimizer;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The global norm of the gradients, and the scale that clips it.
 *
 * <p>Sums of squares are taken in double, a tensor at a time, and added up in the order of the
 * parameters: the order of additions is fixed, so the bits are. No sum of squares of finite floats
 * overflows a double: a sum that is not finite means that a gradient is not.
 *
 * <p><b>Threading</b>: one for each training thread.
 */
public final class GradientNorm {
    private static final int BLOCK_ELEMENTS = 2048;
    private static final int LANES = 8;
    private static final double CLIP_EPSILON = 1e-6;

    private final float[] block = new float[BLOCK_ELEMENTS];
    private final double[] lanes = new double[LANES];

    /**
     * The sum of squares of a range of a FLOAT32, little-endian gradient. A cut into other ranges
     * adds in another order and may give other bits: take whole parameters.
     *
     * @return not finite if and only if an element is not
     */
    public double sumOfSquares(ByteBuffer gradients, int fromElement, int toElement) {
        FloatBuffer floats = FusedUpdate.floats("gradients", gradients, fromElement, toElement);
        Arrays.fill(lanes, 0);
        for (int from = fromElement; from < toElement; from += BLOCK_ELEMENTS) {
            int count = Math.min(BLOCK_ELEMENTS, toElement - from);
            floats.get(from, block, 0, count);
            addSquares(count);
        }
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
                + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    }

    /**
     * The sum of squares of the first elements of a small gradient, in their order.
     *
     * @return not finite if and only if an element is not
     */
    public static double sumOfSquares(float[] gradients, int count) {
        double even = 0;
        double odd = 0;
        int index = 0;
        for (; index + 1 < count; index += 2) {
            even = plusSquare(even, gradients[index]);
            odd = plusSquare(odd, gradients[index + 1]);
        }
        return index < count ? plusSquare(even + odd, gradients[index]) : even + odd;
    }

    /** Independent sums keep the processor's adders busy: each has to wait only for itself. */
    private void addSquares(int count) {
        double sum0 = lanes[0];
        double sum1 = lanes[1];
        double sum2 = lanes[2];
        double sum3 = lanes[3];
        double sum4 = lanes[4];
        double sum5 = lanes[5];
        double sum6 = lanes[6];
        double sum7 = lanes[7];
        int whole = count - count % LANES;
        for (int i = 0; i < whole; i += LANES) {
            sum0 = plusSquare(sum0, block[i]);
            sum1 = plusSquare(sum1, block[i + 1]);
            sum2 = plusSquare(sum2, block[i + 2]);
            sum3 = plusSquare(sum3, block[i + 3]);
            sum4 = plusSquare(sum4, block[i + 4]);
            sum5 = plusSquare(sum5, block[i + 5]);
            sum6 = plusSquare(sum6, block[i + 6]);
            sum7 = plusSquare(sum7, block[i + 7]);
        }
        for (int i = whole; i < count; i++) {
            sum0 = plusSquare(sum0, block[i]);
        }
        lanes[0] = sum0;
        lanes[1] = sum1;
        lanes[2] = sum2;
        lanes[3] = sum3;
        lanes[4] = sum4;
        lanes[5] = sum5;
        lanes[6] = sum6;
        lanes[7] = sum7;
    }

    /** The square of a float is exact in a double: one rounding, in one operation or in two. */
    private static double plusSquare(double sum, double value) {
        return Math.fma(value, value, sum);
    }

    /**
     * What every gradient is multiplied by so that their global norm is at most the clip norm; as
     * torch.nn.utils.clip_grad_norm_: clip / (norm + 1e-6), at most 1.
     *
     * @param norm the square root of the sum of squares of all gradients; finite
     * @param clipNorm the largest norm, if there is one
     * @return 1 where nothing is clipped
     */
    public static float clipScale(double norm, OptionalDouble clipNorm) {
        if (!Double.isFinite(norm) || norm < 0) {
            throw new IllegalArgumentException(
                    "A gradient norm of "
                            + norm
                            + " cannot be clipped: refuse the batch instead of applying it.");
        }
        if (clipNorm.isEmpty()) {
            return 1f;
        }
        return (float) Math.min(1.0, clipNorm.getAsDouble() / (norm + CLIP_EPSILON));
    }
}
