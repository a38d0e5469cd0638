package io.ratchet.tests.examples;

import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fashion-MNIST to train and to test on.
 *
 * @param images how many are trained on
 * @param leastAccuracy the share of test images that a model is to put into the right class
 */
record Fashion(RecordFile.Idx train, RecordFile.Idx test, long images, double leastAccuracy) {
    private static final int BATCH_ROWS = 64;

    /**
     * The whole set from a folder with its four files, or else the shipped slice of it. The limits
     * are somewhat below what was measured, 0.869 and 0.759: processors differ in the last bits.
     */
    static Fashion of(Optional<String> folder) {
        return folder.map(Path::of).map(Fashion::whole).orElseGet(Fashion::slice);
    }

    private static Fashion whole(Path folder) {
        return new Fashion(idx(folder, "train"), idx(folder, "t10k"), 60_000, 0.85);
    }

    private static RecordFile.Idx idx(Path folder, String part) {
        return new RecordFile.Idx(
                DataFile.of(folder.resolve(part + "-images-idx3-ubyte.gz")),
                DataFile.of(folder.resolve(part + "-labels-idx1-ubyte.gz")),
                BATCH_ROWS);
    }

    private static Fashion slice() {
        return new Fashion(
                new RecordFile.Idx(
                        ShippedData.FASHION_TRAIN_IMAGES,
                        ShippedData.FASHION_TRAIN_LABELS,
                        BATCH_ROWS),
                new RecordFile.Idx(
                        ShippedData.FASHION_TEST_IMAGES,
                        ShippedData.FASHION_TEST_LABELS,
                        BATCH_ROWS),
                6_000,
                0.70);
    }
}
