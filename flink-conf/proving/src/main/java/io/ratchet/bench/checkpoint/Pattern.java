package io.ratchet.bench.checkpoint;

import io.ratchet.bench.job.DenseState;
import io.ratchet.bench.job.Stage;
import io.ratchet.bench.job.TensorTopic;
import java.util.concurrent.ExecutionException;

/** What part of its state an instance changes between two checkpoints. */
enum Pattern {
    /** All of it: a perceptron with Adam. */
    DENSE("dense"),
    /** The last layers, a tenth of the bytes: Adam over frozen layers. */
    FROZEN("90 % frozen"),
    /** The first 1 % of a table's rows, as where ids are ordered by frequency: Adagrad. */
    FEW_ROWS("1 % of rows, side by side"),
    /** Every hundredth row of a table, as where ids are hashes: Adagrad. */
    SCATTERED_ROWS("1 % of rows, scattered");

    private static final int ROWS = 16;
    private static final int ROWS_OF_IDS = 64;
    private static final int IDS = 16;
    private static final int HUNDREDTH = 100;

    private final String title;

    Pattern(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The section {@code runs} for about so many millions of bytes of state. */
    String runs(String topic, DenseState size) {
        return switch (this) {
            case DENSE -> size.runs(topic);
            case FROZEN -> frozen(topic, size.byteCount());
            case FEW_ROWS, SCATTERED_ROWS ->
                    TensorTopic.runs(
                                    topic,
                                    "type: int64, shape: [" + IDS + "]",
                                    "{type: custom, class: %s, options: {rows: %s}}"
                                            .formatted(IdMeans.class.getName(), tableRows(size)))
                            + "    optimizer: {type: adagrad, learningRate: 0.01}\n";
        };
    }

    /**
     * Bytes of the chunks that change between two checkpoints, about.
     *
     * @param chunkBytes bytes of a chunk, in which scattered rows leave none untouched where it
     *     holds a hundred
     */
    long changedBytes(DenseState size, int chunkBytes) {
        long bytes = size.byteCount();
        double rowsOfChunk = (double) chunkBytes / (IdMeansBlock.WIDTH * Float.BYTES);
        return switch (this) {
            case DENSE -> bytes;
            case FROZEN -> bytes / 10;
            case FEW_ROWS -> bytes / HUNDREDTH;
            case SCATTERED_ROWS -> (long) (bytes * Math.min(1, rowsOfChunk / HUNDREDTH));
        };
    }

    /** Fills a topic that is there. */
    void fill(Stage stage, String topic, DenseState size, long records)
            throws InterruptedException, ExecutionException {
        int touched = tableRows(size) / HUNDREDTH;
        switch (this) {
            case DENSE, FROZEN -> TensorTopic.fill(stage.clients(), topic, ROWS, records);
            case FEW_ROWS ->
                    TensorTopic.fillIds(
                            stage.clients(), topic, ROWS_OF_IDS, IDS, touched, 1, records);
            case SCATTERED_ROWS ->
                    TensorTopic.fillIds(
                            stage.clients(), topic, ROWS_OF_IDS, IDS, touched, HUNDREDTH, records);
        }
    }

    private static String frozen(String topic, long bytes) {
        int width = (int) Math.sqrt(0.9 * bytes / Float.BYTES);
        int hidden = (int) Math.max(1, 0.1 * bytes / (3 * Float.BYTES) / width);
        return TensorTopic.runs(
                        topic,
                        DenseState.FEATURE,
                        "{type: custom, class: %s, options: {width: %s, hidden: %s}}"
                                .formatted(FrozenTrunk.class.getName(), width, hidden))
                + "    optimizer: {type: adam, learningRate: 0.0001}\n";
    }

    /** Rows of a table that, with Adagrad's sums, has the size. */
    private static int tableRows(DenseState size) {
        return (int) (size.byteCount() / (2 * Float.BYTES * IdMeansBlock.WIDTH));
    }
}
