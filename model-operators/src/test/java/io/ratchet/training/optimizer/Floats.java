package io.ratchet.training.optimizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Floats in direct buffers, and how far apart two floats are. */
final class Floats {
    private Floats() {}

    static ByteBuffer direct(float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    static ByteBuffer filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return direct(values);
    }

    static float[] random(long seed, int count, double scale) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return values;
    }

    static float[] of(ByteBuffer bytes) {
        float[] values = new float[bytes.limit() / Float.BYTES];
        bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** How many floats lie between two floats. */
    static long distance(float one, float other) {
        return Math.abs(ordered(one) - ordered(other));
    }

    private static long ordered(float value) {
        long bits = Float.floatToIntBits(value);
        return bits < 0 ? Integer.MIN_VALUE - bits : bits;
    }

    static long largestDistance(float[] one, float[] other) {
        long largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, distance(one[i], other[i]));
        }
        return largest;
    }
}
