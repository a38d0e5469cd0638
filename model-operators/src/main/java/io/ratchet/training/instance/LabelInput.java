package io.ratchet.training.instance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ratchet.training.model.LossFunction;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.tensor.HostTensor;
import java.nio.ByteBuffer;

/** The way of a batch's labels into the engine: any element type in, the loss's type out. */
final class LabelInput {
    private final LossSpec loss;
    private final int outputs;
    private final HostBuffer buffer;

    LabelInput(LossSpec loss, int outputs, HostBuffer buffer) {
        this.loss = loss;
        this.outputs = outputs;
        this.buffer = buffer;
    }

    /** Checks and copies. NaN passes where the loss takes any number: the loss is NaN then. */
    void fill(HostTensor label, int samples) {
        long elements = HostTensor.elementCount(label.shape());
        if (elements != samples) {
            throw new InvalidBatchException(
                    "wrong-shape",
                    "The label tensor has the shape "
                            + label.shape()
                            + "; the run takes one number for each of the "
                            + samples
                            + " samples.");
        }
        DataType type = LossFunction.labelType(loss);
        ByteBuffer target = buffer.ofBytes(samples * type.getNumOfBytes());
        ByteBuffer source = label.bytes();
        for (int sample = 0; sample < samples; sample++) {
            double value = valueAt(label, source, sample);
            check(value, sample);
            if (type == DataType.INT64) {
                target.putLong(sample * Long.BYTES, (long) value);
            } else {
                target.putFloat(sample * Float.BYTES, (float) value);
            }
        }
    }

    NDArray array(NDManager owner, int samples) {
        return buffer.array(owner, new Shape(samples, 1), LossFunction.labelType(loss));
    }

    long byteCount() {
        return buffer.byteCount();
    }

    static double valueAt(HostTensor label, ByteBuffer bytes, int sample) {
        return switch (label.type()) {
            case FLOAT32 -> bytes.getFloat(sample * Float.BYTES);
            case INT32 -> bytes.getInt(sample * Integer.BYTES);
            case INT64 -> bytes.getLong(sample * Long.BYTES);
            case UINT8 -> bytes.get(sample) & 0xFF;
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
                    "label-out-of-range",
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
