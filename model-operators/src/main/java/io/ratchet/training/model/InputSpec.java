package io.ratchet.training.model;

import io.ratchet.tensor.TensorType;
import java.io.Serializable;
import java.util.List;

/** What a run's batches look like. */
public sealed interface InputSpec extends Serializable {
    /**
     * Rows, assembled into batches by count.
     *
     * @param numericCount numeric features of a row
     * @param cardinalities for every categorical feature the number of its ids; ids are 0 …
     *     cardinality − 1
     * @param batchRows rows of a batch; the last batch of a bounded run may have fewer
     */
    record Rows(int numericCount, List<Integer> cardinalities, int batchRows) implements InputSpec {
        public Rows {
            cardinalities = List.copyOf(cardinalities);
            if (numericCount < 0 || batchRows < 1 || numericCount + cardinalities.size() == 0) {
                throw new IllegalArgumentException(
                        "Rows need at least one feature and a batch of at least one row, but have "
                                + numericCount
                                + " numeric and "
                                + cardinalities.size()
                                + " categorical features and batches of "
                                + batchRows
                                + ".");
            }
        }
    }

    /**
     * Ready-made batches.
     *
     * @param features the feature tensors, in the order in which the model takes them
     * @param label the label tensor
     */
    record Tensors(List<FeatureTensor> features, FeatureTensor label) implements InputSpec {
        public Tensors {
            features = List.copyOf(features);
            if (features.isEmpty()) {
                throw new IllegalArgumentException(
                        "A tensor input needs at least one feature tensor.");
            }
        }
    }

    /**
     * A tensor of a ready-made batch.
     *
     * @param name its name in the record
     * @param type its element type; UINT8 features reach the model as FLOAT32 in [0, 1] (divided by
     *     255)
     * @param sampleShape its shape without the first dimension, the samples
     */
    record FeatureTensor(String name, TensorType type, List<Integer> sampleShape)
            implements Serializable {
        public FeatureTensor {
            sampleShape = List.copyOf(sampleShape);
        }
    }
}
