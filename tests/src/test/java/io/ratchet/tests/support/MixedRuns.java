package io.ratchet.tests.support;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.nio.file.Path;
import java.util.List;

/**
 * Two runs over streams with bad records, so that all three output topics are written to: rows in
 * two partitions, and rows with a batch that overflows.
 */
public final class MixedRuns {
    public static final List<String> IDS = List.of("json", "csv");

    private final TestBroker broker;
    private final Path folder;
    private final MixedStream json = Streams.json();
    private final MixedStream csv = Streams.csv();

    private MixedRuns(TestBroker broker, Path folder) {
        this.broker = broker;
        this.folder = folder;
    }

    public static MixedRuns fill(TestBroker broker, Path folder) throws Exception {
        MixedRuns runs = new MixedRuns(broker, folder);
        runs.json.fill(broker);
        runs.csv.fill(broker);
        return runs;
    }

    /** Every record that a run has to account for. */
    public List<Place> records(String run) {
        return run.equals("json") ? json.places() : csv.places();
    }

    /** Where the job of a name keeps its checkpoints. */
    public Path checkpoints(String name) {
        return folder.resolve(name).resolve("checkpoints");
    }

    /** The job; all but its name and what it goes on from is the same in every call. */
    public JobConfiguration job(String name, String resume) {
        return job(name, resume, "15 min");
    }

    public JobConfiguration job(String name, String resume, String transactionTimeout) {
        return ConfigurationReader.read(
                name,
                """
                job: %1$s
                kafka: {bootstrap: '%2$s', transactionTimeout: %5$s}
                runs:
                %3$s
                resume: '%4$s'
                checkpoint:
                  directory: '%6$s'
                  savepoints: '%7$s/savepoints'
                  interval: 100 ms
                  retained: 50
                models: {directory: '%7$s/models'}
                """
                        .formatted(
                                name,
                                broker.bootstrap(),
                                rows("json", "binary-cross-entropy") + rows("csv", "squared-error"),
                                resume,
                                transactionTimeout,
                                checkpoints(name),
                                folder.resolve(name)));
    }

    private static String rows(String format, String loss) {
        return """
                 - id: %1$s
                   input:
                     topic: %1$s
                     format: %1$s
                     batch: 16
                     columns:
                       - {name: x, type: numeric}
                       - {name: z, type: numeric}
                       - {name: c, type: hashed, buckets: 20}
                       - {name: y, type: label, classes: 2}
                   model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                   loss: %2$s
                   optimizer: {type: adamw}
                   until: end-of-topic
               """
                .formatted(format, loss);
    }
}
