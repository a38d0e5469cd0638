package io.ratchet.job.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.InputFormat;
import io.ratchet.job.configuration.JobConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ratchet draft} of files, which needs no broker. */
class DraftCommandTest {
    private static final String ROWS = "size,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n";

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesAFileThatFitsTheData() throws IOException {
        Path file = Files.writeString(folder.resolve("Größen 2024.csv"), ROWS);
        Path yaml = folder.resolve("draft.yaml");

        assertThat(execute("draft", file.toString(), "--output", yaml.toString()))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);

        JobConfiguration job = ConfigurationReader.read(yaml);
        assertThat(job.job()).isEqualTo("Gr-en-2024");
        assertThat(job.runs().get(0).input().topic()).isEqualTo("Gr-en-2024");
        assertThat(err.toString()).contains("label: kind, because it has two values");
        assertThat(out.toString()).contains("ratchet load '" + file + "' --topic Gr-en-2024");
        assertThat(execute("check", yaml.toString(), "--file", file.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("5 of 5 records would be accepted");
    }

    @Test
    void neverOverwritesUnasked() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), ROWS);
        Path yaml = Files.writeString(folder.resolve("draft.yaml"), "mine");
        String[] command = {"draft", file.toString(), "--output", yaml.toString()};

        assertThat(execute(command)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("already", "--overwrite");
        assertThat(yaml).hasContent("mine");

        assertThat(
                        execute(
                                Stream.concat(Stream.of(command), Stream.of("--overwrite"))
                                        .toArray(String[]::new)))
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(yaml)).contains("job: rows");
    }

    @Test
    void printsWhereThatIsAskedFor() throws IOException {
        Path file =
                Files.write(
                        folder.resolve("rows.csv"), "Z\u00fcrich,1\nBern,0\n".getBytes(ISO_8859_1));

        assertThat(
                        execute(
                                "draft",
                                file.toString(),
                                "--output",
                                "-",
                                "--encoding",
                                "latin1",
                                "--no-header",
                                "--columns",
                                "city,y",
                                "--topic",
                                "cities"))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);

        String text = out.toString();
        JobConfiguration job = ConfigurationReader.read("printed", text);
        assertThat(((InputFormat.Csv) job.runs().get(0).input().format()).header())
                .containsExactly("city", "y");
        assertThat(job.job()).isEqualTo("cities");
        assertThat(job.runs().get(0).input().topic()).isEqualTo("cities");
        assertThat(text)
                .contains(
                        "values: [Bern, 'Zürich']",
                        "--topic cities --config cities.yaml --encoding latin1 --columns city,y"
                                + " --no-header");
    }

    @Test
    void refusesWhatItCannotDraft() throws IOException {
        Path semicolons = Files.writeString(folder.resolve("semicolons.csv"), "a;b\n1;2\n");

        assertThat(execute("draft")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("draft", semicolons.toString(), "--output", "-"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("semicolons");
        assertThat(
                        execute(
                                "draft",
                                "fashion-mnist-train-images.gz",
                                "--labels",
                                "fashion-mnist-train-labels.gz",
                                "--format",
                                "idx",
                                "--output",
                                "-"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("have no columns to guess");
    }

    private int execute(String... arguments) {
        CommandLine command = Ratchet.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
