package io.ratchet.job.check;

/** How many buckets to write for a hashed column. */
public final class Buckets {
    private static final int LEAST = 16;
    private static final int MOST = 1 << 20;

    /** Up to so many texts, a few buckets more cost nothing. */
    private static final int FEW = 10_000;

    private Buckets() {}

    /**
     * A power of two: at least four times as many as there are texts, so that few of them share
     * one; of very many, at least as many.
     */
    public static int of(int texts) {
        long wanted = Math.max(LEAST, texts <= FEW ? 4L * texts : texts);
        long power = Long.highestOneBit(wanted);
        return (int) Math.min(MOST, power == wanted ? power : 2 * power);
    }

    /** The share of so many texts that has its bucket together with another, to be expected. */
    public static double shared(int texts, int buckets) {
        return texts < 2 ? 0 : 1 - Math.pow(1 - 1.0 / buckets, texts - 1);
    }
}
