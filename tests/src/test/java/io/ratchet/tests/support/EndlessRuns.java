package io.ratchet.tests.support;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Two runs in one job that end after some steps, on topics that go on. A test fills the topics bit
 * by bit, so that it finds the job up and waiting between two bits.
 */
public final class EndlessRuns {
    public static final String JOB = "endless";
    public static final List<String> IDS = List.of("steady", "changed");
    public static final int BATCH = 16;

    private final TestBroker broker;
    private final Path folder;
    private final int steps;
    private final Map<String, Rows> rows = new TreeMap<>();
    private final Map<String, List<Place>> places = new TreeMap<>();

    private EndlessRuns(TestBroker broker, Path folder, int steps) {
        this.broker = broker;
        this.folder = folder;
        this.steps = steps;
    }

    /** Makes the topics, with records for so many steps of each run. */
    public static EndlessRuns fill(TestBroker broker, Path folder, int steps, int stepsNow)
            throws Exception {
        EndlessRuns runs = new EndlessRuns(broker, folder, steps);
        for (String id : IDS) {
            runs.rows.put(id, new Rows(100 + IDS.indexOf(id)));
            runs.places.put(id, new ArrayList<>(broker.fill(id, 1, runs.next(id, stepsNow))));
        }
        return runs;
    }

    /** Appends records for so many steps more. */
    public void append(int stepCount) throws Exception {
        for (String id : IDS) {
            places.getOrDefault(id, new ArrayList<>()).addAll(broker.append(next(id, stepCount)));
        }
    }

    private List<ProducerRecord<byte[], byte[]>> next(String id, int stepCount) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Rows source = rows.getOrDefault(id, new Rows(0));
        for (int row = 0; row < stepCount * BATCH; row++) {
            records.add(TestBroker.row(id, 0, source.csv()));
        }
        return records;
    }

    /** The places of the records that a run trains on. */
    public List<Place> places(String id) {
        return places.getOrDefault(id, List.of()).subList(0, steps * BATCH);
    }

    /** Writes the job's file. */
    public Path write(int parallelism, double changedRate) throws IOException {
        Path file = folder.resolve("endless.yaml");
        Files.writeString(file, text(parallelism, changedRate, "200 ms"));
        return file;
    }

    /** The job, with another checkpoint interval. */
    public JobConfiguration job(String interval) {
        return ConfigurationReader.read(JOB, text(1, 0.01, interval));
    }

    private String text(int parallelism, double changedRate, String interval) {
        return text(JOB, parallelism, changedRate, "{steps: " + steps + "}", interval);
    }

    /** Where the final model of a run is written. */
    public Path model(String id) {
        return folder.resolve("models")
                .resolve(JOB)
                .resolve(id)
                .resolve("generation-1/" + steps + "/model.safetensors");
    }

    public JobConfiguration read(Path file) {
        return ConfigurationReader.read(file);
    }

    /** A job of the same runs, which ends with what is on the topics now. */
    public JobConfiguration bounded() {
        return ConfigurationReader.read(
                "bounded", text("bounded", 1, 0.01, "end-of-topic", "200 ms"));
    }

    private String text(
            String job, int parallelism, double changedRate, String until, String interval) {
        StringBuilder runs = new StringBuilder();
        for (String id : IDS) {
            runs.append(
                    """
                      - id: %1$s
                        input:
                          topic: %1$s
                          format: csv
                          batch: %2$d
                          columns:
                            - {name: x, type: numeric}
                            - {name: z, type: numeric}
                            - {name: c, type: hashed, buckets: 20}
                            - {name: y, type: label, classes: 2}
                        model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                        loss: binary-cross-entropy
                        optimizer: {type: adamw, learningRate: %3$s}
                        until: %4$s
                    """
                            .formatted(
                                    id, BATCH, id.equals("changed") ? changedRate : 0.01, until));
        }
        return """
                job: %1$s
                parallelism: %2$d
                kafka: {bootstrap: '%3$s'}
                runs:
                %4$scheckpoint:
                  directory: '%5$s/checkpoints'
                  savepoints: '%5$s/savepoints'
                  interval: %6$s
                models: {directory: '%5$s/models'}
                """
                .formatted(job, parallelism, broker.bootstrap(), runs, folder, interval);
    }
}
