package io.ratchet.tests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The job that golden savepoints are taken of, and its records. Neither ever changes: what a stored
 * savepoint goes on with are these records.
 *
 * <p>Between them the two runs have every kind of state: chunks of a network that draws, and
 * moments of its optimizer; a small instance that is packed; partitions that take turns; refused
 * records.
 */
public final class GoldenRuns {
    public static final List<String> IDS = List.of("wide", "small");

    private static final int WIDE_ROWS = 187 * 16 + 7;
    private static final int SMALL_ROWS = 125 * 16 + 5;
    private static final int FIRST_WIDE_ROWS = 1_500;
    private static final int FIRST_WIDE_ROWS_AHEAD = 1_700;
    private static final int FIRST_SMALL_ROWS = 1_000;
    private static final int REFUSED_EVERY = 401;
    private static final double DIGITS = 1e4;

    /** The job's file; addresses and folders are filled in where it is used. */
    public static final String CONFIGURATION =
            """
            job: golden
            parallelism: 2
            kafka: {bootstrap: '@bootstrap@'}
            topics: {acceptLoss: true} # on another broker they have other ids
            runs:
              - id: wide
                input:
                  topic: wide
                  sameRecordsAs: '@wide-id@'
                  format: csv
                  batch: 16
                  readAhead: 200
                  columns:
                    - {name: x, type: numeric}
                    - {name: z, type: numeric}
                    - {name: c, type: hashed, buckets: 20}
                    - {name: y, type: label, classes: 2}
                model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                loss: binary-cross-entropy
                optimizer: {type: adamw}
                evaluation: auc
                seed: 7
                until: {steps: 187}
              - id: small
                engine: java
                input:
                  topic: small
                  sameRecordsAs: '@small-id@'
                  format: csv
                  batch: 16
                  columns:
                    - {name: x, type: numeric}
                    - {name: z, type: numeric}
                    - {name: c, type: ignored}
                    - {name: y, type: label, classes: 2}
                model: {type: mlp, hidden: [8]}
                loss: binary-cross-entropy
                optimizer: {type: adagrad}
                seed: 11
                until: {steps: 125}
            checkpoint:
              directory: @folder@/checkpoints
              savepoints: @folder@/savepoints
              interval: 100 ms
            models: {directory: @folder@/models}
            """;

    private GoldenRuns() {}

    /** Steps of each run, and records that are refused, of what {@link #fillFirst} fills in. */
    public static final Map<String, Long> FIRST_STEPS = Map.of("wide", 93L, "small", 62L);

    public static final int FIRST_REFUSED = 5;

    /** Makes the topics and fills them; returns where each run's records stand. */
    public static Map<String, List<Place>> fill(TestBroker broker) throws Exception {
        Map<String, List<Place>> places = new TreeMap<>();
        places.put("wide", broker.fill("wide", 2, records("wide", WIDE_ROWS, 2, 1)));
        places.put("small", broker.fill("small", 1, records("small", SMALL_ROWS, 1, 2)));
        return places;
    }

    /**
     * Makes the topics and fills in about half: with it, each run has a partly filled batch, and
     * one partition is ahead of the other.
     */
    public static void fillFirst(TestBroker broker) throws Exception {
        List<ProducerRecord<byte[], byte[]>> wide = records("wide", WIDE_ROWS, 2, 1);
        List<ProducerRecord<byte[], byte[]>> first =
                new ArrayList<>(wide.subList(0, FIRST_WIDE_ROWS));
        for (int row = FIRST_WIDE_ROWS; row < FIRST_WIDE_ROWS_AHEAD; row += 2) {
            first.add(wide.get(row));
        }
        broker.fill("wide", 2, first);
        broker.fill("small", 1, records("small", SMALL_ROWS, 1, 2).subList(0, FIRST_SMALL_ROWS));
    }

    /** Records of so many partitions in turns: so many as the steps and the refusals take. */
    private static List<ProducerRecord<byte[], byte[]>> records(
            String topic, int rows, int partitions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double x = Math.rint((random.nextDouble() * 2 - 1) * DIGITS) / DIGITS;
            double z = Math.rint((random.nextDouble() * 2 - 1) * DIGITS) / DIGITS;
            int category = random.nextInt(12);
            int label = x - z / 2 + category / 24.0 > 0.25 ? 1 : 0;
            String text =
                    row % REFUSED_EVERY == REFUSED_EVERY - 1
                            ? "no,row"
                            : x + "," + z + ",c" + category + "," + label;
            records.add(TestBroker.row(topic, row % partitions, text));
        }
        return records;
    }
}
