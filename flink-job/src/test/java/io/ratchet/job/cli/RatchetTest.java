package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RatchetTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @MethodSource("commands")
    void everyLevelHasHelp(String line) {
        assertThat(execute((line + " --help").strip().split(" "))).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: ratchet", "--help");
    }

    static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect(Ratchet.commandLine(), "", names);
        return names;
    }

    private static void collect(CommandLine command, String name, List<String> names) {
        if (command.getCommandName().equals("help")) {
            return;
        }
        names.add(name);
        command.getSubcommands()
                .forEach((word, one) -> collect(one, (name + " " + word).strip(), names));
    }

    @Test
    void asksForACommand() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Which command?", "train", "topics", "load");
    }

    @Test
    void refusesAnUnknownCommand() {
        assertThat(execute("trian")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("There is no command 'trian'. Did you mean 'train'?", "Commands:");
    }

    @Test
    void saysWhichCommandsAreBuiltWhenTheyAreCalled() {
        assertThat(execute("--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("when one is called for the first time:")
                .contains("  cluster ", "  flink ", "  bench ", "  drill ", "  gpu-check ");
        assertThat(execute("train", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).containsOnlyOnce("for the first time");
        assertThat(execute("gpu-chek")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Did you mean 'gpu-check'?", "  gpu-check ");
        err.getBuffer().setLength(0);
        assertThat(execute("bench", "overhead")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("Command 'bench' is not on the class path. flink-conf/bin/ratchet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate x.yaml", "topics drop rows", "help predict"})
    void proposesNothingThatIsNotNear(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Commands:").doesNotContain("Did you mean", "Usage:");
    }

    @Test
    void namesAnOptionThatDoesNotExistAndTheOneThatIsNear() {
        assertThat(execute("load", "f.csv", "--topik", "t")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("There is no option --topik of 'ratchet load'. Did you mean '--topic'?")
                .contains("'ratchet load --help'");
        err.getBuffer().setLength(0);
        assertThat(execute("train", "job.yaml", "--from=1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no option --from ").doesNotContain("Did you mean");
        assertThat(execute("train", "job.yaml", "other.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'other.yaml' is one argument too many.");
        assertThat(execute("load", "f.csv")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Missing required option: '--topic");
    }

    @Test
    void saysWhatIsThereInsteadOfAConfiguration(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("flights.yaml"), "job: a");
        Files.writeString(folder.resolve("other.yml"), "job: b");
        String asked = folder.resolve("fligths.yaml").toString();
        for (String command : List.of("train", "check", "status", "submit")) {
            err.getBuffer().setLength(0);
            assertThat(execute(command, asked)).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString())
                    .contains("Cannot read the configuration " + asked)
                    .contains("no such file in " + folder)
                    .contains("There are flights.yaml, other.yml. Did you mean 'flights.yaml'?");
        }
        assertThat(execute("train", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("it is a folder. There are flights.yaml");
        assertThat(execute("train", folder.resolve("x").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There are flights.yaml, other.yml.\n");
    }

    @Test
    void looksAtTheFileForTheResultBeforeAnythingIsStarted(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), job("{type: linear}"));
        String nowhere = folder.resolve("nowhere/result.json").toString();
        assertThat(execute("train", file.toString(), "--json", nowhere)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--json: there is no folder " + folder.resolve("nowhere"));
        assertThat(execute("train", file.toString(), "--json", folder.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(folder + " is a folder.");
        assertThat(folder.toFile().list()).containsExactly("job.yaml");
    }

    @Test
    void looksForTheModelAndThePlaceOfCheckpointsBeforeAnythingIsStarted(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, job("{type: custom, class: com.example.NoSuchModel}"));
        assertThat(execute("train", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("class com.example.NoSuchModel, is not found", "RATCHET_CLASSPATH");
        assertThat(folder.toFile().list()).containsExactly("job.yaml");

        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        Files.writeString(
                file,
                job("{type: linear}") + "checkpoint: {directory: '" + taken + "/checkpoints'}\n");
        assertThat(execute("train", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("Checkpoints cannot be kept in " + taken, "checkpoint.directory");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("job.yaml", "taken");
    }

    @Test
    void looksForAReplaysRunBeforeABroker(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), job("{type: linear}"));
        assertThat(execute("quarantine", "x", "--config", file.toString(), "--replay"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no run 'x', only [r]");
        assertThat(execute("quarantine", "x", "--replay")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--replay needs --config");
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
        assertThat(execute("train", "/no/such.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith("Cannot read the configuration /no/such.yaml: there is no folder /no.")
                .doesNotContain("\tat ");
    }

    @Test
    void aJobOnAClusterNeedsABrokerThatStays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, job("{type: linear}"));

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

    private static String job(String model) {
        return """
        job: a
        runs:
          - id: r
            input: {topic: t, format: csv, batch: 1, columns: [{name: x, type: numeric}, {name: y, type: label}]}
            model: %s
            loss: squared-error
            optimizer: {type: sgd}
            until: end-of-topic
        """
                .formatted(model);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Ratchet.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
