package io.ratchet.drill.stage;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The configuration of the job that is drilled.
 *
 * @param folder where its checkpoints, savepoints and models go
 * @param bootstrap host and port of the brokers
 * @param replication of its topics
 */
record DrillConfiguration(Path folder, String bootstrap, int replication) {
    /** The topic that it trains from. */
    static final String TOPIC = "flights";

    /** Its partitions. */
    static final int PARTITIONS = 2;

    /** The run. */
    static final String RUN = "flights";

    /** Rows of a batch. */
    static final int BATCH = 32;

    private static final String FILE = "drill.yaml";

    /**
     * Writes it.
     *
     * @param parallelism of the job
     * @param end the step that ends the run; empty for none
     */
    Path write(int parallelism, OptionalLong end) throws IOException {
        return Files.writeString(folder.resolve(FILE), text(parallelism, end));
    }

    /** The same as the job reads it. */
    JobConfiguration read(int parallelism, OptionalLong end) throws IOException {
        return ConfigurationReader.read(FILE, text(parallelism, end));
    }

    private String text(int parallelism, OptionalLong end) throws IOException {
        try (InputStream file = DrillConfiguration.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("The drills' configuration is not on the class path.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@FOLDER@", folder.toString())
                    .replace("@BOOTSTRAP@", bootstrap)
                    .replace("@REPLICATION@", Integer.toString(replication))
                    .replace("@TOPIC@", TOPIC)
                    .replace("@RUN@", RUN)
                    .replace("@BATCH@", Integer.toString(BATCH))
                    .replace("@PARALLELISM@", Integer.toString(parallelism))
                    .replace(
                            "@UNTIL@",
                            end.isPresent() ? "{steps: " + end.getAsLong() + "}" : "forever");
        }
    }
}
