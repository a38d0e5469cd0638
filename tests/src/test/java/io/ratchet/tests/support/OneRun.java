package io.ratchet.tests.support;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A short run that draws in every step, in a job of its own. */
public final class OneRun {
    public static final String ID = "run";
    public static final int STEPS = 400;

    private static final int BATCH = 16;

    private OneRun() {}

    /** Fills its topic; returns where the records stand. */
    public static List<Place> fill(TestBroker broker) throws Exception {
        Rows rows = new Rows(31);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < STEPS * BATCH; row++) {
            records.add(TestBroker.row("rows", 0, rows.csv()));
        }
        return broker.fill("rows", 1, records);
    }

    /** Its job; all files go into the folder. */
    public static JobConfiguration job(TestBroker broker, Path folder) {
        return job(broker, folder, "15 min");
    }

    /** The same under another name. */
    public static JobConfiguration named(String name, TestBroker broker, Path folder) {
        return ConfigurationReader.read(
                name, text(broker, folder, "15 min").replace("one-run", name));
    }

    /** The same, with a time after which the broker gives a transaction up. */
    public static JobConfiguration job(TestBroker broker, Path folder, String transactionTimeout) {
        return ConfigurationReader.read("one-run", text(broker, folder, transactionTimeout));
    }

    /** Its configuration as text. */
    public static String text(TestBroker broker, Path folder, String transactionTimeout) {
        return """
                job: one-run
                kafka: {bootstrap: '%1$s', transactionTimeout: %4$s}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: %2$d
                      columns:
                        - {name: x, type: numeric}
                        - {name: z, type: numeric}
                        - {name: c, type: hashed, buckets: 20}
                        - {name: y, type: label, classes: 2}
                    model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                    loss: binary-cross-entropy
                    optimizer: {type: adamw}
                    until: end-of-topic
                checkpoint:
                  directory: '%3$s/checkpoints'
                  savepoints: '%3$s/savepoints'
                  interval: 100 ms
                  retained: 5
                models: {directory: '%3$s/models'}
                """
                .formatted(broker.bootstrap(), BATCH, folder, transactionTimeout);
    }
}
