package io.ratchet.tests.support;

import java.util.SplittableRandom;

/** Rows with something to learn in them, from a seed. */
public final class Rows {
    private static final int CATEGORIES = 12;

    private final SplittableRandom random;

    public Rows(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A line {@code x,z,c,y}: two numbers, a category and a label of 0 or 1. */
    public String csv() {
        double x = number();
        double z = number();
        int category = random.nextInt(CATEGORIES);
        return x + "," + z + ",c" + category + "," + label(x, z, category);
    }

    /** The same as an object. */
    public String json() {
        double x = number();
        double z = number();
        int category = random.nextInt(CATEGORIES);
        return "{\"x\":%s,\"z\":%s,\"c\":\"c%d\",\"y\":%d}"
                .formatted(x, z, category, label(x, z, category));
    }

    public double number() {
        return Math.rint((random.nextDouble() * 2 - 1) * 1e4) / 1e4;
    }

    private int label(double x, double z, int category) {
        double noise = random.nextDouble() * 0.4 - 0.2;
        return x - 0.5 * z + category / (2.0 * CATEGORIES) + noise > 0.25 ? 1 : 0;
    }
}
