package io.ratchet.training.step;

import io.ratchet.tensor.HostTensor;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.model.ModelInput;
import java.util.List;

/** Checks that a batch is made of what its run takes, before anything is computed of it. */
public final class BatchShape {
    private BatchShape() {}

    /** Refuses a batch of no samples, or of another number of feature tensors. */
    public static void checkCount(Batch batch, int samples, int features) {
        if (samples < 1 || batch.features().size() != features) {
            throw new InvalidBatchException(
                    BatchRefusal.WRONG_SHAPE,
                    "A batch has "
                            + samples
                            + " samples of "
                            + batch.features().size()
                            + " feature tensors; the run takes "
                            + features
                            + " feature tensors of at least one sample.");
        }
    }

    /** Refuses a feature tensor of another type or shape. */
    public static void checkShape(ModelInput input, HostTensor feature, int samples) {
        List<Integer> shape = feature.shape();
        if (feature.type() != input.type()
                || shape.size() != input.sampleShape().size() + 1
                || shape.get(0) != samples
                || !shape.subList(1, shape.size()).equals(input.sampleShape())) {
            throw new InvalidBatchException(
                    BatchRefusal.WRONG_SHAPE,
                    "The feature tensor '"
                            + input.name()
                            + "' is "
                            + feature.type().code()
                            + " "
                            + shape
                            + " in a batch of "
                            + samples
                            + " samples; the run takes "
                            + input.type().code()
                            + " with "
                            + input.sampleShape()
                            + " a sample.");
        }
    }

    /** What is to be thrown for an id that is none of its feature. */
    public static InvalidBatchException outOfRange(
            int column, int sample, int id, int cardinality) {
        return new InvalidBatchException(
                BatchRefusal.ID_OUT_OF_RANGE,
                "Categorical feature "
                        + column
                        + " has the id "
                        + id
                        + " in sample "
                        + sample
                        + "; its ids are 0 to "
                        + (cardinality - 1)
                        + ".");
    }
}
