package io.ratchet.training.step.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ratchet.tensor.HostTensor;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.BuiltModel;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelInput;
import io.ratchet.training.step.BatchShape;
import io.ratchet.training.step.InvalidBatchException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of a batch into the engine: checked and copied into reused buffers, which must stay
 * untouched until the backward pass is over.
 */
final class BatchInput {
    private final BuiltModel model;
    private final LabelInput label;
    private final List<HostBuffer> features = new ArrayList<>();

    BatchInput(BuiltModel model, LossSpec loss, int outputs, NDManager hostManager) {
        this.model = model;
        label = new LabelInput(loss, outputs, new HostBuffer(hostManager));
        for (int index = 0; index < model.inputs().size(); index++) {
            features.add(new HostBuffer(hostManager));
        }
    }

    /**
     * Takes a batch in.
     *
     * @throws InvalidBatchException where it does not fit the run's input
     */
    void fill(Batch batch) {
        fillFeatures(batch);
        label.fill(batch.label(), batch.sampleCount());
    }

    /** Takes a batch in, whatever its labels are. */
    void fillFeatures(Batch batch) {
        int samples = batch.label().shape().isEmpty() ? 0 : batch.sampleCount();
        BatchShape.checkCount(batch, samples, features.size());
        for (int index = 0; index < features.size(); index++) {
            ModelInput input = model.inputs().get(index);
            HostTensor feature = batch.features().get(index);
            BatchShape.checkShape(input, feature, samples);
            HostBuffer buffer = features.get(index);
            int bytes = feature.data().limit();
            if (input.conversion() instanceof ModelInput.Ids ids) {
                copyIds(ids, feature.bytes(), buffer.ofBytes(2 * bytes));
            } else {
                ByteBuffer target = buffer.ofBytes(bytes);
                target.put(0, feature.data(), 0, target.capacity());
            }
        }
    }

    /** The features of the batch as the model takes them. */
    NDList features(NDManager owner, int samples) {
        Shape[] shapes = model.inputShapes(samples);
        NDList arrays = new NDList(shapes.length);
        for (int index = 0; index < shapes.length; index++) {
            ModelInput input = model.inputs().get(index);
            HostBuffer buffer = features.get(index);
            NDArray array = buffer.array(owner, shapes[index], bufferType(input));
            boolean fraction = input.conversion() instanceof ModelInput.Fraction;
            arrays.add(fraction ? array.toType(DataType.FLOAT32, false).divi(255f) : array);
        }
        return arrays;
    }

    /** The labels of the batch, (n, 1). */
    NDArray labels(NDManager owner, int samples) {
        return label.array(owner, samples);
    }

    /** Bytes held. */
    long byteCount() {
        long bytes = label.byteCount();
        for (HostBuffer feature : features) {
            bytes += feature.byteCount();
        }
        return bytes;
    }

    /** Bytes of the batch that was taken in last. */
    long filledByteCount() {
        long bytes = label.filledByteCount();
        for (HostBuffer feature : features) {
            bytes += feature.filledByteCount();
        }
        return bytes;
    }

    /** The type in which the model takes an input. */
    static DataType modelType(ModelInput input) {
        boolean fraction = input.conversion() instanceof ModelInput.Fraction;
        return fraction ? DataType.FLOAT32 : bufferType(input);
    }

    private static DataType bufferType(ModelInput input) {
        if (input.conversion() instanceof ModelInput.Ids) {
            return DataType.INT64; // the embedding would convert INT32
        }
        return switch (input.type()) {
            case FLOAT32 -> DataType.FLOAT32;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case UINT8 -> DataType.UINT8;
            case FLOAT64, FLOAT16 ->
                    throw new IllegalArgumentException(
                            "No batch holds "
                                    + input.type().code()
                                    + ": training computes with others.");
        };
    }

    private static void copyIds(ModelInput.Ids ids, ByteBuffer source, ByteBuffer target) {
        int columns = ids.cardinalities().size();
        int count = source.limit() / Integer.BYTES;
        for (int column = 0; column < columns; column++) {
            int cardinality = ids.cardinalities().get(column);
            int offset = ids.offsets().get(column);
            for (int at = column; at < count; at += columns) {
                int id = source.getInt(at * Integer.BYTES);
                if (id < 0 || id >= cardinality) {
                    throw BatchShape.outOfRange(column, at / columns, id, cardinality);
                }
                target.putLong(at * Long.BYTES, (long) id + offset);
            }
        }
    }
}
