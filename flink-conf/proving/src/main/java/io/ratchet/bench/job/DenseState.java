package io.ratchet.bench.job;

/**
 * Perceptrons over 64 numbers whose weights and Adam's moments have a given size, and the batches
 * they are trained with.
 *
 * @param megabytes the size of the state, in millions of bytes
 * @param hidden the width of both hidden layers
 */
public record DenseState(int megabytes, int hidden) {
    /** Numbers of a row. */
    public static final int FEATURES = 64;

    /** The feature of a batch, as in a configuration. */
    public static final String FEATURE = "type: float32, shape: [" + FEATURES + "]";

    private static final int ARRAYS = 3; // weights and two moments

    /** 0.99 million bytes. */
    public static final DenseState MB_1 = new DenseState(1, 256);

    /** 7.0 million bytes. */
    public static final DenseState MB_7 = new DenseState(7, 732);

    /** 70.1 million bytes. */
    public static final DenseState MB_70 = new DenseState(70, 2_384);

    /** 699 million bytes. */
    public static final DenseState MB_700 = new DenseState(700, 7_600);

    /** Bytes of weights and moments. */
    public long byteCount() {
        long parameters = (FEATURES + 1L) * hidden + (hidden + 1L) * hidden + hidden + 1;
        return ARRAYS * parameters * Float.BYTES;
    }

    /** The section {@code runs} of a job with one such run. */
    public String runs(String topic) {
        return TensorTopic.runs(
                        topic, FEATURE, "{type: mlp, hidden: [%1$s, %1$s]}".formatted(hidden))
                + "    optimizer: {type: adam, learningRate: 0.0001}\n";
    }
}
