package io.ratchet.job.draft;

import java.util.Arrays;

/** The middle of numbers, by every n-th of them: n doubles whenever memory is full. */
final class Quantiles {
    private static final int CAPACITY = 8192;

    private double[] kept = new double[64];
    private int count;
    private long seen;
    private long every = 1;

    void add(double number) {
        if (seen++ % every != 0) {
            return;
        }
        if (count == CAPACITY) {
            for (int at = 0; at < CAPACITY / 2; at++) {
                kept[at] = kept[2 * at];
            }
            count = CAPACITY / 2;
            every *= 2;
            if ((seen - 1) % every != 0) {
                return;
            }
        }
        if (count == kept.length) {
            kept = Arrays.copyOf(kept, 2 * kept.length);
        }
        kept[count++] = number;
    }

    /** About half of the numbers are not above it. */
    double median() {
        double[] sorted = Arrays.copyOf(kept, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[(count - 1) / 2];
    }

    /** The share of the numbers that are above a limit. */
    double shareAbove(double limit) {
        long above = 0;
        for (int at = 0; at < count; at++) {
            above += kept[at] > limit ? 1 : 0;
        }
        return count == 0 ? 0 : (double) above / count;
    }
}
