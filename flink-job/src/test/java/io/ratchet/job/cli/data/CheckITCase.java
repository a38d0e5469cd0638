package io.ratchet.job.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ratchet check} of topics. */
@Timeout(120)
class CheckITCase extends StagedCommands {
    private static final int ROWS = 2_000;

    @Test
    void aSampleIsSpreadOverTheTopic() throws Exception {
        stage.make("sorted", 3);
        List<ProducerRecord<String, String>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            // Sorted by the label, and nothing in partition 2.
            rows.add(new ProducerRecord<>("sorted", row % 2, null, row + "," + row * 4 / ROWS));
        }
        stage.send(rows);
        Path job = job("sorted", "classes: 4", 4);
        Path json = folder.resolve("found.json");
        Set<String> before = stage.topics();

        assertThat(
                        stage.execute(
                                "check",
                                job.toString(),
                                "--records",
                                "200",
                                "--json",
                                json.toString()))
                .as(stage::err)
                .isEqualTo(ExitCode.DONE);

        JsonNode run = new ObjectMapper().readTree(json.toFile()).path("runs").path(0);
        long looked = run.path("looked").asLong();
        assertThat(looked).isBetween(200L, 230L);
        for (int kind = 0; kind < 4; kind++) {
            assertThat(run.at("/columns/1/classes/" + kind).asDouble() / looked)
                    .as("class " + kind)
                    .isBetween(0.15, 0.35);
        }
        assertThat(run.at("/columns/0/most").asDouble()).isGreaterThan(ROWS * 0.85);
        assertThat(stage.out())
                .contains(
                        "topic sorted: "
                                + looked
                                + " of at most 2,000 records in 3 partitions, in");
        assertThat(stage.topics()).isEqualTo(before);

        assertThat(stage.execute("check", job.toString())).isEqualTo(ExitCode.DONE);
        assertThat(stage.out())
                .contains("topic sorted: 2,000 records in 3 partitions, all\n")
                .contains("0 25.0 %, 1 25.0 %, 2 25.0 %, 3 25.0 %");
    }

    @Test
    void failsWhereNothingWouldTrain() throws Exception {
        Set<String> before = stage.topics();
        assertThat(stage.execute("check", job("nowhere", "classes: 2", 1).toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(stage.err()).contains("There is no topic 'nowhere'");
        assertThat(stage.topics()).isEqualTo(before);

        stage.make("empty", 2);
        assertThat(stage.execute("check", job("empty", "classes: 2", 1).toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(stage.out()).contains("There is no record to look at");

        stage.make("foreign", 1);
        stage.send(List.of(new ProducerRecord<>("foreign", "{\"x\":1}")));
        assertThat(stage.execute("check", job("foreign", "classes: 2", 1).toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(stage.out())
                .contains("it looks like JSON on a topic of CSV", "No record would be accepted");
    }

    private Path job(String topic, String classes, int outputs) throws IOException {
        return Files.writeString(
                folder.resolve(topic + ".yaml"),
                "job: "
                        + topic
                        + "\nkafka: {bootstrap: '"
                        + stage.servers()
                        + "'}\nruns:\n  - id: looked-at\n    input: {topic: "
                        + topic
                        + ", format: csv, columns: [{name: x, type: numeric}, {name: y, type: label, "
                        + classes
                        + "}]}\n    model: {type: linear, outputs: "
                        + outputs
                        + "}\n    loss: "
                        + (outputs > 1 ? "softmax" : "binary")
                        + "-cross-entropy\n    optimizer: {type: sgd}\n");
    }
}
