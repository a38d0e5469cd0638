package io.ratchet.training.model;

/** The loss of a run: the mean over a batch's samples. */
public enum LossSpec {
    /** −log softmax(logits)[label]; logits (n, classes), labels n class numbers. */
    SOFTMAX_CROSS_ENTROPY("softmax-cross-entropy"),
    /** softplus(z) − z·y; logits (n) or (n, 1), labels n zeros and ones. */
    BINARY_CROSS_ENTROPY("binary-cross-entropy"),
    /** (prediction − label)²; predictions (n) or (n, 1), labels n numbers. */
    SQUARED_ERROR("squared-error");

    private final String code;

    LossSpec(String code) {
        this.code = code;
    }

    /** The name in configurations and fingerprints. */
    public String code() {
        return code;
    }
}
