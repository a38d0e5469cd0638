package io.ratchet.bench.ftrl;

/**
 * FTRL-proximal with a rate per coordinate, for logistic loss, one update an example.
 *
 * <p>Source: McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013, algorithm
 * 1. An example is the ints that {@link FlightExamples} makes. The state is z and n of coordinate i
 * at 2i and 2i + 1.
 *
 * @param alpha scale of the learning rate
 * @param beta smooths the learning rate of coordinates that have been seen little
 * @param lambda1 weight of the absolute values
 * @param lambda2 weight of the squares
 */
record FtrlProximal(float alpha, float beta, float lambda1, float lambda2) {
    /** The state before the first example. */
    float[] start() {
        return new float[2 * FlightExamples.COORDINATES];
    }

    /**
     * Predicts, then learns.
     *
     * @param state changed in place
     * @return the logit that was predicted before
     */
    float learn(float[] state, int[] example) {
        float logit = 0;
        for (int feature = 0; feature < FlightExamples.FEATURES; feature++) {
            int at = 2 * FlightExamples.coordinate(example, feature);
            logit += weight(state[at], state[at + 1]) * FlightExamples.value(example, feature);
        }
        float error = (float) (1 / (1 + Math.exp(-logit))) - FlightExamples.label(example);
        for (int feature = 0; feature < FlightExamples.FEATURES; feature++) {
            int at = 2 * FlightExamples.coordinate(example, feature);
            float gradient = error * FlightExamples.value(example, feature);
            float n = state[at + 1];
            float more = n + gradient * gradient;
            float sigma = ((float) Math.sqrt(more) - (float) Math.sqrt(n)) / alpha;
            state[at] += gradient - sigma * weight(state[at], n);
            state[at + 1] = more;
        }
        return logit;
    }

    private float weight(float z, float n) {
        if (Math.abs(z) <= lambda1) {
            return 0;
        }
        return -(z - Math.signum(z) * lambda1) / ((beta + (float) Math.sqrt(n)) / alpha + lambda2);
    }

    /** The loss of a logit, without overflow. */
    static double loss(float logit, float label) {
        return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
    }
}
