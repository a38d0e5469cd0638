package io.ratchet.bench.peers;

import io.ratchet.bench.peer.PeerBatches;
import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Places;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The shipped images as batches of floats from 0 to 1, the same for all contestants. */
final class ImageBatches {
    static final int ROWS = 64;
    static final int FEATURES = 28 * 28;
    static final int CLASSES = 10;

    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;

    private ImageBatches() {}

    /** The first batches of the file. */
    static PeerBatches read(int count) throws IOException {
        List<PeerBatches.Batch> batches = new ArrayList<>();
        try (DataInputStream images = open(ShippedData.FASHION_TRAIN_IMAGES, IMAGES_HEADER);
                DataInputStream labels = open(ShippedData.FASHION_TRAIN_LABELS, LABELS_HEADER)) {
            for (int batch = 0; batch < count; batch++) {
                byte[] pixels = new byte[ROWS * FEATURES];
                images.readFully(pixels);
                byte[] classes = new byte[ROWS];
                labels.readFully(classes);
                batches.add(batch(pixels, classes));
            }
        }
        return new PeerBatches(ROWS, FEATURES, CLASSES, batches);
    }

    private static DataInputStream open(DataFile file, int header) throws IOException {
        DataInputStream in = new DataInputStream(new GZIPInputStream(file.open()));
        in.readFully(new byte[header]);
        return in;
    }

    private static PeerBatches.Batch batch(byte[] pixels, byte[] classes) {
        float[] values = new float[pixels.length];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            values[pixel] = (pixels[pixel] & 0xFF) / 255f;
        }
        int[] labels = new int[classes.length];
        for (int row = 0; row < classes.length; row++) {
            labels[row] = classes[row];
        }
        return new PeerBatches.Batch(values, labels);
    }

    /** The same batches as Ratchet takes them. */
    static List<Batch> ofRatchet(PeerBatches batches) {
        List<Batch> own = new ArrayList<>();
        for (PeerBatches.Batch batch : batches.batches()) {
            ByteBuffer values = bytes(batch.values().length * Float.BYTES);
            values.asFloatBuffer().put(batch.values());
            ByteBuffer labels = bytes(batch.labels().length * Integer.BYTES);
            labels.asIntBuffer().put(batch.labels());
            int from = own.size();
            own.add(
                    new Batch(
                            List.of(
                                    new HostTensor(
                                            TensorType.FLOAT32, List.of(ROWS, FEATURES), values)),
                            new HostTensor(TensorType.INT32, List.of(ROWS), labels),
                            Places.of(0, from, from + 1L)));
        }
        return own;
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }
}
