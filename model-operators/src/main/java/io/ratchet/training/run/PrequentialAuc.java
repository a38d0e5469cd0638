package io.ratchet.training.run;

import java.util.Arrays;

/**
 * Counts from which the area under the ROC curve is computed: how many positives and negatives fell
 * into each of 1,000 equal bins of the predicted probability. Ties within a bin count half, as in
 * the Mann–Whitney statistic.
 *
 * @param positives positives a bin; empty where nothing is evaluated
 * @param negatives negatives a bin; same length
 */
public record PrequentialAuc(long[] positives, long[] negatives) {
    /** The number of bins. */
    public static final int BINS = 1000;

    public PrequentialAuc {
        if (positives.length != negatives.length
                || (positives.length != 0 && positives.length != BINS)) {
            throw new IllegalArgumentException(
                    "Not AUC counts: " + positives.length + " and " + negatives.length + " bins.");
        }
    }

    /** No counts yet. */
    public static PrequentialAuc start(EvaluationSpec evaluation) {
        return switch (evaluation) {
            case LOSS -> new PrequentialAuc(new long[0], new long[0]);
            case LOSS_AND_AUC -> new PrequentialAuc(new long[BINS], new long[BINS]);
        };
    }

    /** Whether anything is counted. */
    public boolean counts() {
        return positives.length != 0;
    }

    /** A copy that {@link #count} may change. */
    public PrequentialAuc copy() {
        return new PrequentialAuc(positives.clone(), negatives.clone());
    }

    /** Counts one prediction, in place: only on a copy that nobody else has seen. */
    public void count(float logit, float label) {
        double probability = 1.0 / (1.0 + StrictMath.exp(-logit));
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        if (label > 0.5f) {
            positives[bin]++;
        } else {
            negatives[bin]++;
        }
    }

    /** The area under the ROC curve, or NaN where a class is missing. */
    public double area() {
        double pairs = 0;
        long negativesBelow = 0;
        long positiveTotal = 0;
        for (int bin = 0; bin < positives.length; bin++) {
            pairs += positives[bin] * (negativesBelow + negatives[bin] / 2.0);
            negativesBelow += negatives[bin];
            positiveTotal += positives[bin];
        }
        return pairs / ((double) positiveTotal * negativesBelow);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrequentialAuc that
                && Arrays.equals(positives, that.positives)
                && Arrays.equals(negatives, that.negatives);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positives) + Arrays.hashCode(negatives);
    }
}
