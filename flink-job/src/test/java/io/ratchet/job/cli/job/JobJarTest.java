package io.ratchet.job.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class JobJarTest {
    private static final String JOB = "io/ratchet/job/TrainingJob.class";
    private static final String TRAIN = "io/ratchet/operator/TrainOperator.class";

    @TempDir Path home;

    @Test
    void theDefaultIsTheShadedJarOfTheCheckoutThatTheCommandComesFrom() throws IOException {
        Path command = home.resolve("flink-conf/target/lib/flink-job-1.jar");
        Path shaded = jar("flink-job/target/ratchet-job.jar", JOB, TRAIN);
        jar("flink-job/target/flink-job-1.jar", JOB);

        assertThat(parse().built(command)).isEqualTo(shaded);
    }

    @Test
    void saysHowADefaultThatIsMissingOrLacksClassesIsBuilt() throws IOException {
        Path command = home.resolve("flink-conf/target/lib/flink-job-1.jar");
        assertThatThrownBy(() -> parse().built(command))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("ratchet-job.jar in any folder above " + command);
        Path expected = home.resolve("flink-job/target/ratchet-job.jar");
        jar("flink-job/target/flink-job-1.jar", JOB);
        assertThatThrownBy(() -> parse().built(command))
                .hasMessageContaining("There is no job jar at " + expected)
                .hasMessageContaining("(cd '" + home + "' && mvn -pl flink-conf -am package");
        jar("flink-job/target/ratchet-job.jar", JOB);
        assertThatThrownBy(() -> parse().built(command))
                .hasMessageContaining(expected + " lacks classes of the job (" + TRAIN);
    }

    @Test
    void aJarThatIsGivenIsLookedInto() throws IOException {
        String module = jar("flink-job-1.jar", JOB).toString();
        assertThatThrownBy(() -> parse("--jar", module).file())
                .hasMessageContaining("a part of the job only")
                .hasMessageContaining("Send ratchet-job.jar");
        Path text = Files.writeString(home.resolve("text.jar"), "text");
        assertThatThrownBy(() -> parse("--jar", text.toString()).file())
                .hasMessageContaining("no jar that can be read");
        assertThatThrownBy(() -> parse("--jar", home + "/none.jar").file())
                .hasMessageContaining("Cannot read the job's jar");
        Path model = jar("model.jar", "com/example/Model.class");
        assertThat(parse("--jar", model.toString()).file()).contains(model);
        assertThat(parse("--no-jar").file()).isEmpty();
    }

    private static JobJar parse(String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.jar;
    }

    private Path jar(String name, String... entries) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : List.of(entries)) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
        return file;
    }

    @Command(name = "holder")
    private static final class Holder {
        @Mixin private JobJar jar = new JobJar();
    }
}
