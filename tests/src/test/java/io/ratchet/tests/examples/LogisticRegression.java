package io.ratchet.tests.examples;

/**
 * The flights example with another model: a logistic regression, which is one weight for each
 * number and each id, over the same features and batches.
 */
final class LogisticRegression {
    private static final String JOB = "job: flights";
    private static final String MODEL = "(?m)^    model: .*$";
    private static final String OPTIMIZER = "(?m)^    optimizer: .*$";

    private LogisticRegression() {}

    /** The example's text, changed; the learning rate is the best of 0.2, 0.3, 0.5, 1, 1.4, 2. */
    static String of(String flights) {
        return flights.replace(JOB, "job: logistic-regression")
                .replaceFirst(MODEL, "    model: {type: linear}")
                .replaceFirst(OPTIMIZER, "    optimizer: {type: adagrad, learningRate: 1.0}");
    }
}
