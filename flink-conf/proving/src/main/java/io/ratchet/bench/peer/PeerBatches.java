package io.ratchet.bench.peer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches as they are handed from one process to another: four counts, then for every batch its
 * features and its labels.
 *
 * @param rows rows of a batch
 * @param features features of a row
 * @param classes how many classes there are
 * @param batches the batches
 */
public record PeerBatches(int rows, int features, int classes, List<Batch> batches) {
    public PeerBatches {
        batches = List.copyOf(batches);
        for (Batch batch : batches) {
            if (batch.values.length != rows * features || batch.labels.length != rows) {
                throw new IllegalArgumentException(
                        "Batches have "
                                + rows
                                + " rows of "
                                + features
                                + " features, but one has "
                                + batch.values.length
                                + " values and "
                                + batch.labels.length
                                + " labels.");
            }
        }
    }

    /**
     * One batch.
     *
     * @param values rows × features, row by row
     * @param labels the class of each row
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    public record Batch(float[] values, int[] labels) {}

    /** Writes them to a file. */
    public void write(Path file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(rows);
            out.writeInt(features);
            out.writeInt(classes);
            out.writeInt(batches.size());
            for (Batch batch : batches) {
                ByteBuffer values = ByteBuffer.allocate(batch.values.length * Float.BYTES);
                values.asFloatBuffer().put(batch.values);
                out.write(values.array());
                ByteBuffer labels = ByteBuffer.allocate(batch.labels.length * Integer.BYTES);
                labels.asIntBuffer().put(batch.labels);
                out.write(labels.array());
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static PeerBatches read(Path file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int rows = in.readInt();
            int features = in.readInt();
            int classes = in.readInt();
            int count = in.readInt();
            List<Batch> batches = new ArrayList<>();
            for (int batch = 0; batch < count; batch++) {
                float[] values = new float[rows * features];
                bytes(in, values.length * Float.BYTES).asFloatBuffer().get(values);
                int[] labels = new int[rows];
                bytes(in, labels.length * Integer.BYTES).asIntBuffer().get(labels);
                batches.add(new Batch(values, labels));
            }
            return new PeerBatches(rows, features, classes, batches);
        }
    }

    private static ByteBuffer bytes(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
