package io.ratchet.job.cli.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Ratchet;
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

    /** As a spreadsheet saves it where the comma is the decimal mark, and R its rows. */
    @Test
    void whatIsDraftedOfForeignFilesFitsThem() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("maße.csv"),
                        """
                        "größe";"am";"art"
                        "1";1,5;31.12.2024;"a"
                        "2";NA;01.12.2024;"b"
                        "3";2,5;02.12.2024;"a"
                        "4";4,25;03.12.2024;"b"
                        """);
        Path yaml = folder.resolve("draft.yaml");

        assertThat(execute("draft", file.toString(), "--output", yaml.toString()))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);

        assertThat(err.toString())
                .contains(
                        "CSV, separated by semicolons, with decimal commas, UTF-8",
                        "as R writes the names of rows",
                        "Column 1 has no name in the header, and is called column1",
                        "größe: 'NA' (1) is taken for a missing value");
        assertThat(Files.readString(yaml))
                .contains("separator: semicolon\n", "decimal: comma\n", "nulls: [NA]");
        assertThat(execute("check", yaml.toString(), "--file", file.toString()))
                .as(out::toString)
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("4 of 4 records would be accepted", "1.5 to 4.25, mean 2.75");
    }

    @Test
    void refusesWhatItCannotDraft() throws IOException {
        Path words = Files.writeString(folder.resolve("words.txt"), "only words\nand more\n");
        Path ratings = Files.writeString(folder.resolve("ratings.csv"), "1,2,3\n4,5,6\n");

        assertThat(execute("draft")).isEqualTo(ExitCode.USAGE);
        assertThat(execute("draft", words.toString(), "--output", "-")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("has one column");
        assertThat(execute("draft", ratings.toString(), "--output", "-"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains(
                        "--no-header if the row is a record (and name its 3 columns with --columns");
        assertThat(execute("draft", words.toString(), "--separator", "dot"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'dot' is none of comma, semicolon, tab, bar");
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
