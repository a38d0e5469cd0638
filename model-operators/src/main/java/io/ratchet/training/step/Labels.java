package io.ratchet.training.step;

import io.ratchet.tensor.HostTensor;
import io.ratchet.training.model.LossSpec;
import java.nio.ByteBuffer;

/** Checks a batch's labels and reads them, whatever their element type. */
public record Labels(LossSpec loss, int outputs) {
    /** Refuses labels that are not one number a sample. */
    public void checkShape(HostTensor label, int samples) {
        if (HostTensor.elementCount(label.shape()) != samples) {
            throw new InvalidBatchException(
                    BatchRefusal.WRONG_SHAPE,
                    "The label tensor has the shape "
                            + label.shape()
                            + "; the run takes one number for each of the "
                            + samples
                            + " samples.");
        }
    }

    /** A label. NaN passes where the loss takes any number: the loss is NaN then. */
    public double valueAt(HostTensor label, ByteBuffer bytes, int sample) {
        double value = rawValueAt(label, bytes, sample);
        check(value, sample);
        return value;
    }

    public static double rawValueAt(HostTensor label, ByteBuffer bytes, int sample) {
        return switch (label.type()) {
            case FLOAT32 -> bytes.getFloat(sample * Float.BYTES);
            case INT32 -> bytes.getInt(sample * Integer.BYTES);
            case INT64 -> bytes.getLong(sample * Long.BYTES);
            case UINT8 -> bytes.get(sample) & 0xFF;
            case FLOAT64, FLOAT16 ->
                    throw new IllegalArgumentException(
                            "No label is " + label.type().code() + ": training takes others.");
        };
    }

    private void check(double value, int sample) {
        boolean good =
                switch (loss) {
                    case SOFTMAX_CROSS_ENTROPY ->
                            value >= 0 && value < outputs && value == Math.rint(value);
                    case BINARY_CROSS_ENTROPY -> value == 0 || value == 1 || Double.isNaN(value);
                    case SQUARED_ERROR -> true;
                };
        if (!good) {
            throw new InvalidBatchException(
                    BatchRefusal.LABEL_OUT_OF_RANGE,
                    "The label of sample "
                            + sample
                            + " is "
                            + value
                            + "; the loss "
                            + loss.code()
                            + " takes "
                            + (loss == LossSpec.SOFTMAX_CROSS_ENTROPY
                                    ? "class numbers from 0 to " + (outputs - 1)
                                    : "0 and 1")
                            + ".");
        }
    }
}
