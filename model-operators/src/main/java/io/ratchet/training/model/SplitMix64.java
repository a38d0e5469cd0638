package io.ratchet.training.model;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * The generator of initial values: SplitMix64 (Steele, Lea and Flood 2014; constants of Vigna's
 * reference implementation). Own code, so that the same seed gives the same weights on every JDK.
 */
public final class SplitMix64 implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /** A seed from a seed and a name: equal on every machine, different for every name. */
    public static long seedOf(long seed, String name) {
        long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * 0x100000001B3L;
        }
        return seedOf(seed, hash);
    }

    /** A seed from a seed and a number, such as a step. */
    public static long seedOf(long seed, long number) {
        return mix(mix(seed + GOLDEN_GAMMA) ^ (number * GOLDEN_GAMMA));
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform over multiples of 2^-24 in [0, 1). */
    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    /** Uniform over multiples of 2^-53 in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Standard normal, by Box and Muller with the strict functions. */
    @Override
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
