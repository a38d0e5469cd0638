package io.ratchet.job.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Ratchet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ratchet check} of files, which needs no broker. */
class CheckCommandTest {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path job;

    @BeforeEach
    void configure() throws IOException {
        job = folder.resolve("job.yaml");
        Files.writeString(
                job,
                """
                job: looked-at
                kafka: {data: 'nowhere/kafka'}
                runs:
                  - id: mails
                    input:
                      topic: mails
                      format: csv
                      batch: 16
                      columns:
                        - {name: words, type: numeric, mean: 100, deviation: 50}
                        - {name: kind, type: label, classes: [ham, spam]}
                    model: {type: linear}
                    engine: java
                    loss: binary-cross-entropy
                    optimizer: {type: sgd}
                """);
    }

    @Test
    void showsEachColumnAndTheCommonestReasons() throws IOException {
        StringBuilder rows = new StringBuilder("words,kind\n");
        for (int row = 0; row < 100; row++) {
            rows.append(row == 7 ? "many" : Integer.toString(row)).append(',');
            rows.append(row % 4 == 0 ? "spam" : "ham").append('\n');
        }
        Path file = file("mails.csv", rows.toString());
        Path json = folder.resolve("found.json");

        assertThat(check(file, "--json", json.toString()))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);

        assertThat(out.toString())
                .contains(
                        "mails.csv: CSV, UTF-8, columns words, kind; 100 records, all",
                        "run mails: 99 of 100 records would be accepted, 1 refused (1.0 %;"
                                + " refusedShare allows 5.0 %)",
                        "1 wrong-type, the first in partition 0 at offset 7: column 'words': 'many'",
                        "words  numeric    0 to 99, mean ",
                        "kind   label      ham 74.7 %, spam 25.3 %");
        JsonNode run = new ObjectMapper().readTree(json.toFile()).path("runs").path(0);
        assertThat(run.path("accepted").asLong()).isEqualTo(99);
        assertThat(run.at("/columns/1/classes/spam").asLong()).isEqualTo(25);
        assertThat(run.at("/refused/0/reason").asText()).isEqualTo("wrong-type");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .as("what it has written")
                    .containsExactlyInAnyOrder("job.yaml", "mails.csv", "found.json");
        }
    }

    @Test
    void failsWhereMoreWouldBeRefusedThanIsAllowed() throws IOException {
        Path file = file("bad.csv", "words,kind\n1,ham\n2,spam\n3,eggs\n");

        assertThat(check(file)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .contains("33.3 % would be refused", "'eggs' is none of the classes 'ham', 'spam'");
        assertThat(check(file, "--records", "2")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("2 records, the first");
    }

    @Test
    void failsWhereNothingWouldTrainBecauseNoBatchIsFull() throws IOException {
        Path file = file("few.csv", "words,kind\n" + "1,ham\n".repeat(15));

        assertThat(check(file)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .contains("15 of 15 records would be accepted", "do not fill a batch of 16");
        assertThat(check(file, "--records", "14")).as("a sample").isEqualTo(ExitCode.DONE);
    }

    @Test
    void failsWhereTheFileIsAnotherThanTheRunReads() throws IOException {
        assertThat(check(file("turned.csv", "kind,words\nham,1\n"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("[kind, words]", "[words, kind]");
        assertThat(check(file("rows.jsonl", "{\"words\":1,\"kind\":\"ham\"}\n")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("it is json, but run 'mails' reads the topic as csv");
        assertThat(check(file("semicolons.csv", "words;kind\n1;ham\n"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("its columns are separated by semicolons", "'separator: semicolon'");
        assertThat(check(file("more.csv", "words,size,kind\n1,2,ham\n")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains(
                        "Not in the configuration: [size]. Add to the run's columns",
                        "{name: 'size', type: ignored}");
        assertThat(check(folder.resolve("none.csv"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("there is no such file");
    }

    @Test
    void refusesWhatCannotBeMeant() throws IOException {
        Path file = file("mails.csv", "words,kind\n1,ham\n");

        assertThat(check(file, "--run", "males")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no run 'males', only [mails]");
        assertThat(check(file, "--records", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("check", folder.resolve("none.yaml").toString()))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void makesNoBrokerWhereThereWasNone() {
        assertThat(execute("check", job.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("There is no topic yet", "ratchet load");
        assertThat(Path.of("nowhere")).doesNotExist();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int check(Path file, String... more) {
        List<String> arguments =
                Stream.concat(
                                Stream.of("check", job.toString(), "--file", file.toString()),
                                Stream.of(more))
                        .toList();
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine command = Ratchet.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
