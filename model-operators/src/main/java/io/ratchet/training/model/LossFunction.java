package io.ratchet.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** The losses as engine operations. */
public final class LossFunction {
    private LossFunction() {}

    /** The element type in which a loss takes its labels. */
    public static DataType labelType(LossSpec loss) {
        return switch (loss) {
            case SOFTMAX_CROSS_ENTROPY -> DataType.INT64;
            case BINARY_CROSS_ENTROPY, SQUARED_ERROR -> DataType.FLOAT32;
        };
    }

    /**
     * The mean loss over all samples, a scalar, in the logits' manager.
     *
     * @param logits FLOAT32 (n, outputs)
     * @param labels of the loss's label type, (n, 1)
     */
    public static NDArray mean(LossSpec loss, NDArray logits, NDArray labels) {
        PtNDArray predicted = (PtNDArray) logits;
        PtNDArray expected = (PtNDArray) labels;
        return switch (loss) {
            case SOFTMAX_CROSS_ENTROPY -> {
                PtNDArray logShares = JniUtils.logSoftmax(predicted, 1, DataType.FLOAT32);
                yield JniUtils.neg(JniUtils.mean(JniUtils.gather(logShares, expected, 1)));
            }
            // not DJL's: its gradient is wrong at logits that are exactly 0
            case BINARY_CROSS_ENTROPY ->
                    JniUtils.mean(
                            JniUtils.sub(
                                    JniUtils.softPlus(predicted),
                                    JniUtils.mul(predicted, expected)));
            case SQUARED_ERROR -> JniUtils.mean(JniUtils.square(JniUtils.sub(predicted, expected)));
        };
    }
}
