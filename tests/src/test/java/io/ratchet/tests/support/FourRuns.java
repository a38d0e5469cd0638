package io.ratchet.tests.support;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Four runs in one job: one fed from three unevenly filled partitions, two told apart by the key of
 * their records, one with a topic of its own. Two of them draw in every step (dropout).
 */
public final class FourRuns {
    public static final List<String> IDS = List.of("turns", "red", "blue", "own");

    private static final int TURNS_ROWS = 600 * 32 + 5;
    private static final int KEYED_ROWS = 1200 * 48 + 10;
    private static final int OWN_ROWS = 600 * 64;

    /** Of the rows of 'turns', every so many cannot be read. */
    private static final int BAD_EVERY = 4001;

    /** Records at the end that fill no batch: they wait in the run's state. */
    private static final Map<String, Long> WAITING =
            Map.of(
                    "turns", (TURNS_ROWS - TURNS_ROWS / BAD_EVERY) % 32L,
                    "red", KEYED_ROWS / 2 % 48L,
                    "blue", KEYED_ROWS / 2 % 48L,
                    "own", OWN_ROWS % 64L);

    private final Path folder;
    private final TestBroker broker;
    private final Map<String, List<Place>> records = new TreeMap<>();

    private FourRuns(TestBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    /** Fills the topics. */
    public static FourRuns fill(TestBroker broker, Path folder) throws Exception {
        FourRuns runs = new FourRuns(broker, folder);
        runs.fillTurns();
        runs.fillKeyed();
        Rows rows = new Rows(3);
        List<ProducerRecord<byte[], byte[]>> own = new ArrayList<>();
        for (int row = 0; row < OWN_ROWS; row++) {
            own.add(TestBroker.row("own", 0, rows.csv()));
        }
        runs.records.put("own", broker.fill("own", 1, own));
        return runs;
    }

    private void fillTurns() throws Exception {
        Rows rows = new Rows(1);
        List<ProducerRecord<byte[], byte[]>> turns = new ArrayList<>();
        for (int row = 0; row < TURNS_ROWS; row++) {
            int partition = row % 10 < 7 ? 0 : row % 10 < 9 ? 1 : 2;
            String text = row % BAD_EVERY == BAD_EVERY - 1 ? "no,row" : rows.csv();
            turns.add(TestBroker.row("turns", partition, text));
        }
        records.put("turns", broker.fill("turns", 3, turns));
    }

    private void fillKeyed() throws Exception {
        Rows rows = new Rows(2);
        List<ProducerRecord<byte[], byte[]>> keyed = new ArrayList<>();
        for (int row = 0; row < KEYED_ROWS; row++) {
            keyed.add(TestBroker.keyed("keyed", row % 2 == 0 ? "red" : "blue", rows.json()));
        }
        List<Place> places = broker.fill("keyed", 2, keyed);
        List<Place> red = new ArrayList<>();
        List<Place> blue = new ArrayList<>();
        for (int row = 0; row < KEYED_ROWS; row++) {
            (row % 2 == 0 ? red : blue).add(places.get(row));
        }
        records.put("red", red);
        records.put("blue", blue);
    }

    /** Every record that a run has to account for. */
    public List<Place> records(String run) {
        return records.getOrDefault(run, List.of());
    }

    /** How many of its last records fill no batch, so that they wait instead of being trained. */
    public static long waiting(String run) {
        return WAITING.getOrDefault(run, 0L);
    }

    /** The job; all but its name and Flink's settings is the same in every call. */
    public JobConfiguration job(String name, int parallelism, Map<String, String> flink) {
        StringBuilder keys = new StringBuilder();
        new TreeMap<>(flink)
                .forEach((key, value) -> keys.append("  ").append(key + ": " + value + "\n"));
        return ConfigurationReader.read(
                name,
                """
                job: %s
                kafka: {bootstrap: '%s'}
                parallelism: %d
                runs:
                """
                                .formatted(name, broker.bootstrap(), parallelism)
                        + runs()
                        + """
                        checkpoint:
                          directory: '%1$s/checkpoints'
                          savepoints: '%1$s/savepoints'
                          interval: 100 ms
                          retained: 2
                        models: {directory: '%1$s/models'}
                        """
                                .formatted(folder)
                        + (flink.isEmpty() ? "" : "flink:\n" + keys));
    }

    private static String runs() {
        String columns =
                """
                        columns:
                          - {name: x, type: numeric}
                          - {name: z, type: numeric}
                          - {name: c, type: %s}
                          - {name: y, type: label, classes: 2}
                """;
        return run(
                        "turns",
                        "topic: turns, format: csv, batch: 32, readAhead: 400",
                        columns.formatted("hashed, buckets: 20"),
                        "{type: tabular, embedding: 4, hidden: [16], dropout: 0.1}",
                        "{type: adamw}",
                        "auc")
                + run(
                        "red",
                        "topic: keyed, key: red, format: json, batch: 48",
                        columns.formatted("hashed, buckets: 20"),
                        "{type: tabular, embedding: 3, hidden: [12], dropout: 0.2}",
                        "{type: sgd, learningRate: 0.05, momentum: 0.9}",
                        "loss")
                + run(
                        "blue",
                        "topic: keyed, key: blue, format: json, batch: 48",
                        columns.formatted("ignored"),
                        "{type: linear}",
                        "{type: adagrad}",
                        "loss")
                + run(
                        "own",
                        "topic: own, format: csv, batch: 64",
                        columns.formatted("ignored"),
                        "{type: mlp, hidden: [24, 8]}",
                        "{type: adam}",
                        "auc");
    }

    private static String run(
            String id,
            String input,
            String columns,
            String model,
            String optimizer,
            String evaluation) {
        StringBuilder text = new StringBuilder("  - id: " + id + "\n    input:\n");
        for (String entry : input.split(", ", -1)) {
            text.append("      ").append(entry).append('\n');
        }
        columns.lines().forEach(line -> text.append(line.substring(2)).append('\n'));
        return text.append("    model: " + model + "\n")
                .append("    loss: binary-cross-entropy\n")
                .append("    optimizer: " + optimizer + "\n")
                .append("    evaluation: " + evaluation + "\n")
                .append("    seed: 7\n    until: end-of-topic\n")
                .toString();
    }
}
