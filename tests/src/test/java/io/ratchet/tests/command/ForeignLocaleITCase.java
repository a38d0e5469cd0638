package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.TrainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command does the same where digits are others, and where an {@code i} is. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ForeignLocaleITCase {
    private static final int BATCH = 16;

    @TempDir Path folder;

    @Test
    void trainsToTheSameBitsInEveryLocale() throws Exception {
        Set<String> fingerprints = new HashSet<>();
        for (String locale : List.of("en-US", "ar-EG", "tr-TR")) {
            fingerprints.add(train(folder.resolve(locale), locale.split("-", -1)));
        }
        assertThat(fingerprints).hasSize(1).doesNotContain("");
    }

    private static String train(Path place, String[] locale) throws Exception {
        Rows rows = new Rows(31);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < 20 * BATCH; row++) {
            records.add(TestBroker.row("rows", 0, rows.csv()));
        }
        Files.createDirectories(place);
        try (TestBroker broker = TestBroker.start(place.resolve("kafka"))) {
            broker.fill("rows", 1, records);
        }
        Path file = place.resolve("job.yaml");
        Files.writeString(
                file,
                """
                job: titiz
                kafka: {data: '%1$s/kafka'}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: 16
                      columns:
                        - {name: x, type: numeric}
                        - {name: z, type: numeric}
                        - {name: c, type: hashed, buckets: 20}
                        - {name: y, type: label, classes: 2}
                    model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                    loss: binary-cross-entropy
                    optimizer: {type: adamw}
                    until: end-of-topic
                checkpoint: {directory: '%1$s/checkpoints', savepoints: '%1$s/savepoints', interval: 200 ms}
                models: {directory: '%1$s/models'}
                """
                        .formatted(place));
        Path report = place.resolve("report.json");
        List<String> command = List.of("train", file.toString(), "--json", report.toString());
        List<String> properties =
                List.of("-Duser.language=" + locale[0], "-Duser.country=" + locale[1]);
        try (TrainProcess process =
                TrainProcess.start(command, place.resolve("train.log"), properties)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
        return new ObjectMapper()
                .readTree(report.toFile())
                .path("runs")
                .path(0)
                .path("sha256")
                .asText();
    }
}
