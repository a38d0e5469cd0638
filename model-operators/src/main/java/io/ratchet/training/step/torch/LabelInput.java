package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ratchet.tensor.HostTensor;
import io.ratchet.training.model.LossFunction;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.step.Labels;
import java.nio.ByteBuffer;

/** The way of a batch's labels into the engine: any element type in, the loss's type out. */
final class LabelInput {
    private final LossSpec loss;
    private final Labels labels;
    private final HostBuffer buffer;

    LabelInput(LossSpec loss, int outputs, HostBuffer buffer) {
        this.loss = loss;
        this.labels = new Labels(loss, outputs);
        this.buffer = buffer;
    }

    /** Checks and copies. NaN passes where the loss takes any number: the loss is NaN then. */
    void fill(HostTensor label, int samples) {
        labels.checkShape(label, samples);
        DataType type = LossFunction.labelType(loss);
        ByteBuffer target = buffer.ofBytes(samples * type.getNumOfBytes());
        ByteBuffer source = label.bytes();
        for (int sample = 0; sample < samples; sample++) {
            double value = labels.valueAt(label, source, sample);
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

    long filledByteCount() {
        return buffer.filledByteCount();
    }
}
