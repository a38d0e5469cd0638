package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/ratchet} starts Java with; it is given a Java that only tells that. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RatchetScriptTest {
    private static final String JAVA =
            """
            #!/bin/sh
            case " $* " in
                *" -version "*) echo "    java.specification.version = 17" >&2; exit 0 ;;
            esac
            echo "pid $$"
            for argument in "$@"; do echo "$argument"; done
            """;

    @TempDir Path folder;

    @Test
    void givesItsOwnPlaceAndOneTemporaryFolderToJava() throws Exception {
        Path script = installed();
        Path temporary = Files.createDirectory(folder.resolve("for temporary files"));
        ProcessBuilder builder =
                new ProcessBuilder(script.toString(), "train", "a job.yaml")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("RATCHET_JAVA_OPTS", "-Xmx1g -Xms1g");
        Process process = builder.start();

        assertThat(process.waitFor()).isZero();

        List<String> told = Files.readAllLines(folder.resolve("output"));
        assertThat(told)
                .as("a signal to the script is one to Java")
                .startsWith("pid " + process.pid())
                .containsSubsequence("-Xmx1g", "-Xms1g")
                .endsWith("io.ratchet.job.cli.Ratchet", "train", "a job.yaml");
        Path own;
        try (var made = Files.list(temporary)) {
            own = made.toList().get(0);
        }
        assertThat(own.getFileName().toString()).startsWith("ratchet-process-");
        assertThat(told).contains("-Djava.io.tmpdir=" + own, "-Dratchet.temporary=" + own);
    }

    /** The script in a folder that looks as one that is built. */
    private Path installed() throws IOException {
        Path home = folder.resolve("home");
        Path bin = Files.createDirectories(home.resolve("flink-conf/bin"));
        Files.createDirectories(home.resolve("flink-conf/target/lib"));
        Files.createFile(home.resolve("flink-conf/target/lib/.built"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Path script = Files.copy(Path.of("bin/ratchet"), bin.resolve("ratchet"));
        for (Path executable : List.of(java, script)) {
            Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return script;
    }
}
