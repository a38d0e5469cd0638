package io.ratchet.gpucheck;

import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.SplitMix64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Batches made from their numbers, with something in them to learn. */
sealed interface MadeBatches {
    /** The batch of a number. */
    Batch batch(long number);

    /**
     * Normally distributed features and uniformly distributed ids. The label is the largest of the
     * first features, or, where there is one output, whether the first feature and the parity of
     * the first id say so.
     *
     * @param input the rows
     * @param outputs outputs of the model
     */
    record OfRows(InputSpec.Rows input, int outputs) implements MadeBatches {
        @Override
        public Batch batch(long number) {
            int rows = input.batchRows();
            int columns = input.numericCount();
            int idColumns = input.cardinalities().size();
            SplitMix64 random = new SplitMix64(SplitMix64.seedOf(1, number));
            ByteBuffer numbers = bytes(rows * columns * Float.BYTES);
            ByteBuffer ids = bytes(rows * idColumns * Integer.BYTES);
            ByteBuffer labels = bytes(rows * Float.BYTES);
            float[] features = new float[columns];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    features[column] = (float) random.nextGaussian();
                    numbers.putFloat(features[column]);
                }
                int firstId = 0;
                for (int column = 0; column < idColumns; column++) {
                    int id = random.nextInt(input.cardinalities().get(column));
                    firstId = column == 0 ? id : firstId;
                    ids.putInt(id);
                }
                labels.putFloat(label(features, firstId));
            }
            List<HostTensor> tensors = new ArrayList<>();
            tensors.add(tensor(TensorType.FLOAT32, List.of(rows, columns), numbers));
            if (idColumns > 0) {
                tensors.add(tensor(TensorType.INT32, List.of(rows, idColumns), ids));
            }
            return made(number, tensors, tensor(TensorType.FLOAT32, List.of(rows), labels));
        }

        private float label(float[] features, int firstId) {
            if (outputs == 1) {
                return features[0] + (firstId % 2 == 0 ? -1 : 1) > 0 ? 1 : 0;
            }
            int largest = 0;
            for (int output = 1; output < outputs; output++) {
                largest = features[output] > features[largest] ? output : largest;
            }
            return largest;
        }
    }

    /**
     * Images of noise with a bright line, at the height that its class says.
     *
     * @param side pixels of a side
     * @param classes how many classes there are
     * @param samples images of a batch
     */
    record OfImages(int side, int classes, int samples) implements MadeBatches {
        private static final int DARK = 100;
        private static final int BRIGHT = 155;

        @Override
        public Batch batch(long number) {
            SplitMix64 random = new SplitMix64(SplitMix64.seedOf(2, number));
            ByteBuffer pixels = bytes(samples * side * side);
            ByteBuffer labels = bytes(samples * Long.BYTES);
            for (int sample = 0; sample < samples; sample++) {
                int label = random.nextInt(classes);
                int bright = label * side / classes;
                for (int row = 0; row < side; row++) {
                    for (int column = 0; column < side; column++) {
                        int noise = random.nextInt(DARK);
                        pixels.put((byte) (row == bright ? BRIGHT + noise : noise));
                    }
                }
                labels.putLong(label);
            }
            return made(
                    number,
                    List.of(tensor(TensorType.UINT8, List.of(samples, 1, side, side), pixels)),
                    tensor(TensorType.INT64, List.of(samples), labels));
        }
    }

    private static Batch made(long number, List<HostTensor> features, HostTensor label) {
        return new Batch(features, label, Places.of(0, number, number + 1));
    }

    private static HostTensor tensor(TensorType type, List<Integer> shape, ByteBuffer bytes) {
        return new HostTensor(type, shape, bytes.flip());
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
