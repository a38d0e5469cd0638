package io.ratchet.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.kafka.topic.KeyPartitioner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The way of a newcomer: topics, load, train, train again. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CommandLineITCase {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Timeout(180)
    void twoRunsOfOneTopicTrainUntilTheirEndsAndAreNotTrainedAgain() throws Exception {
        assertThat(KeyPartitioner.KAFKA.partitionOf("a".getBytes(UTF_8), 3))
                .isNotEqualTo(KeyPartitioner.KAFKA.partitionOf("b".getBytes(UTF_8), 3));
        Path rows = folder.resolve("rows.csv");
        writeRows(rows);
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, configuration());
        Path result = folder.resolve("result.json");

        assertThat(
                        execute(
                                "topics",
                                "create",
                                "--config",
                                job.toString(),
                                "rows",
                                "--partitions",
                                "3"))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("+ rows: create with 3 partition(s)");
        assertThat(
                        execute(
                                "load",
                                rows.toString(),
                                "--config",
                                job.toString(),
                                "--topic",
                                "rows",
                                "--key",
                                "k"))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("4000 records");

        assertThat(execute("train", job.toString(), "--json", result.toString()))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);

        JsonNode runs = new ObjectMapper().readTree(result.toFile()).path("runs");
        assertThat(runs).hasSize(2);
        assertThat(runs.path(0).path("run").asText()).isEqualTo("a-run");
        assertThat(runs.path(0).path("step").asLong()).isEqualTo(50);
        assertThat(runs.path(0).path("status").asText()).isEqualTo("succeeded");
        assertThat(runs.path(1).path("run").asText()).isEqualTo("b-run");
        assertThat(runs.path(1).path("samples").asLong()).isEqualTo(1000);
        String sha256 = runs.path(0).path("sha256").asText();
        assertThat(sha256).hasSize(64).isNotEqualTo(runs.path(1).path("sha256").asText());

        out.getBuffer().setLength(0);
        assertThat(execute("train", job.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("Every run has ended before; nothing is trained again.", sha256);

        saysThatALostModelIsTrainedAllOver(job, sha256);
    }

    private void saysThatALostModelIsTrainedAllOver(Path job, String sha256) throws Exception {
        // Its owner has taken the model away, and the state in which the job has ended.
        delete(folder.resolve("checkpoints"));
        Files.delete(folder.resolve("models/two/a-run/generation-1/50/model.safetensors"));
        flipABit(folder.resolve("models/two/b-run/generation-1"));
        out.getBuffer().setLength(0);
        assertThat(execute("train", job.toString())).as(err::toString).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("Every run has ended before; nothing is trained again.", sha256)
                .contains(
                        "a-run/generation-1/50/model.safetensors is not there", "trained all over")
                .containsPattern("b-run/generation-1/[0-9]+/model.safetensors is damaged: ");
    }

    private static void delete(Path tree) throws Exception {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((one, next) -> next.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void flipABit(Path generation) throws Exception {
        try (Stream<Path> files = Files.walk(generation)) {
            Path model =
                    files.filter(file -> file.endsWith("model.safetensors"))
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(model);
            bytes[bytes.length - 1] ^= 1;
            Files.write(model, bytes);
        }
    }

    private static void writeRows(Path file) throws Exception {
        StringBuilder text = new StringBuilder("k,x,y\n");
        for (int row = 0; row < 4000; row++) {
            text.append(row % 2 == 0 ? "a," : "b,").append(row % 7).append(',').append(row % 5);
            text.append('\n');
        }
        Files.writeString(file, text);
    }

    private String configuration() {
        return """
                job: two
                parallelism: 2
                kafka: {data: '%1$s/kafka'}
                runs:
                  - id: a-run
                    input:
                      topic: rows
                      key: a
                      format: csv
                      batch: 20
                      columns:
                        - {name: k, type: ignored}
                        - {name: x, type: numeric}
                        - {name: y, type: label}
                    model: {type: linear}
                    loss: squared-error
                    optimizer: {type: sgd, learningRate: 0.001}
                    until: {steps: 50}
                  - id: b-run
                    input:
                      topic: rows
                      key: b
                      format: csv
                      batch: 20
                      columns:
                        - {name: k, type: ignored}
                        - {name: x, type: numeric}
                        - {name: y, type: label}
                    model: {type: mlp, hidden: [4]}
                    loss: squared-error
                    optimizer: {type: adam}
                    until: {samples: 1000}
                checkpoint: {directory: '%1$s/checkpoints', savepoints: '%1$s/savepoints', interval: 500 ms}
                models: {directory: '%1$s/models'}
                """
                .formatted(folder);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Ratchet.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
