package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RatchetTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "train --help",
                "topics --help",
                "topics create --help",
                "topics describe --help",
                "load --help",
                "check --help",
                "draft --help",
                "quarantine --help",
                "submit --help",
                "status --help",
                "stop --help"
            })
    void everyLevelHasHelp(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: ratchet", "--help");
    }

    @Test
    void asksForACommand() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Which command?", "train", "topics", "load");
    }

    @Test
    void refusesAnUnknownCommand() {
        assertThat(execute("trian")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Did you mean", "train");
    }

    @Test
    void asksForATopic() {
        assertThat(execute("topics", "describe")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Which topics?");
    }

    @Test
    void tellsTheFaultsOfAConfigurationBeforeAnythingIsStarted(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: a\nrunz: []\n");

        assertThat(execute("train", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("2 faults", "runz: unknown key; did you mean 'runs'?");
        assertThat(folder.toFile().list()).containsExactly("job.yaml");
    }

    @Test
    void aFailureIsToldInOneMessage() {
        assertThat(execute("train", "/no/such.yaml")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .startsWith("Cannot read the configuration /no/such.yaml")
                .doesNotContain("\tat ");
    }

    @Test
    void aJobOnAClusterNeedsABrokerThatStays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                """
                job: a
                runs:
                  - id: r
                    input: {topic: t, format: csv, batch: 1, columns: [{name: x, type: numeric}, {name: y, type: label}]}
                    model: {type: linear}
                    loss: squared-error
                    optimizer: {type: sgd}
                    until: end-of-topic
                """);

        assertThat(execute("submit", file.toString(), "--no-jar")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("needs a broker that runs by itself", file.toString());
        assertThat(folder.toFile().list()).containsExactly("job.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics create ..",
                "topics create a/b",
                "topics describe --prefix a/b",
                "load flights --topic .. --format csv",
                "load flights --topic a/b --format csv"
            })
    void refusesTheNameOfATopicThatKafkaWouldNotTake(String line) {
        assertThat(execute((line + " --bootstrap localhost:1").split(" ")))
                .isNotEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("the name must be 1 to 249 letters, digits");
    }

    @Test
    void saysThatNoFlinkAnswers() {
        assertThat(execute("stop", "a", "--rest", "http://localhost:1")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).startsWith("No Flink answers at http://localhost:1");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Ratchet.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
