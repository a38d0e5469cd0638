package io.ratchet.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code bin/ratchet} builds, and what it starts Java with; it is given a Maven and a Java
 * that only tell that.
 */
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
    private static final String MAVEN =
            """
            #!/bin/sh
            echo "mvn $*" >&2
            mkdir -p flink-conf/target/lib
            for module in local-cluster proving; do mkdir -p flink-conf/$module/target/classes; done
            """;
    private static final String BASE = "flink-conf,flink-conf/examples";
    private static final String PROVING = "flink-conf/local-cluster,flink-conf/proving";

    @TempDir Path folder;
    private Path home;

    private record Called(int exitCode, List<String> printed, String said, long pid) {
        String classPath() {
            return printed.get(printed.indexOf("-cp") + 1);
        }
    }

    /** The script in a folder that looks as a checkout in which nothing is built. */
    @BeforeEach
    void checkOut() throws IOException {
        home = folder.resolve("home");
        for (String module :
                List.of(
                        "flink-conf",
                        "flink-conf/examples",
                        "flink-conf/local-cluster",
                        "flink-conf/proving",
                        "model-operators/tensors")) {
            Path place = Files.createDirectories(home.resolve(module));
            Files.createDirectory(place.resolve("target"));
            Files.createFile(place.resolve("pom.xml"));
            Files.createDirectories(place.resolve("src/main"));
        }
        Files.createFile(home.resolve("pom.xml"));
        Files.createDirectory(home.resolve("flink-conf/bin"));
        Files.copy(Path.of("bin/ratchet"), home.resolve("flink-conf/bin/ratchet"));
        executable(home.resolve("flink-conf/bin/ratchet"));
        write(folder.resolve("jdk/bin/java"), JAVA);
        write(folder.resolve("maven/mvn"), MAVEN);
    }

    @Test
    void givesItsOwnPlaceAndOneTemporaryFolderToJava() throws Exception {
        call(Map.of(), "train");
        Path temporary = Files.createDirectory(folder.resolve("for temporary files"));

        Called called =
                call(
                        Map.of(
                                "TMPDIR",
                                temporary.toString(),
                                "RATCHET_JAVA_OPTS",
                                "-Xmx1g -Xms1g"),
                        "train",
                        "a job.yaml");

        assertThat(called.exitCode()).isZero();
        assertThat(called.printed())
                .as("a signal to the script is one to Java")
                .startsWith("pid " + called.pid())
                .containsSubsequence("-Xmx1g", "-Xms1g")
                .endsWith("io.ratchet.job.cli.Ratchet", "train", "a job.yaml");
        Path own;
        try (var made = Files.list(temporary)) {
            own = made.toList().get(0);
        }
        assertThat(own.getFileName().toString()).startsWith("ratchet-process-");
        assertThat(called.printed())
                .contains("-Djava.io.tmpdir=" + own, "-Dratchet.temporary=" + own);
    }

    @Test
    void buildsASubmoduleOnlyWhenOneOfItsCommandsIsCalled() throws Exception {
        Called first = call(Map.of(), "draft", "rows.csv");
        assertThat(first.said())
                .contains("Building Ratchet: flink-conf flink-conf/examples (once")
                .contains("-pl " + BASE + " -am package");
        assertThat(first.classPath())
                .contains("flink-conf/examples/target/classes")
                .doesNotContain("local-cluster", "proving");
        assertThat(call(Map.of(), "draft", "rows.csv").said()).isEmpty();

        Called drill = call(Map.of(), "help", "drill");
        assertThat(drill.said())
                .contains("Building Ratchet: flink-conf/local-cluster flink-conf/proving (once")
                .contains("-pl " + PROVING + " -am package");
        assertThat(drill.classPath())
                .contains(
                        "flink-conf/local-cluster/target/classes",
                        "flink-conf/proving/target/classes");
        for (String command : List.of("bench", "gpu-check", "cluster", "drill")) {
            assertThat(call(Map.of(), command).said()).as(command).isEmpty();
        }
        assertThat(call(Map.of(), "cluster").classPath()).doesNotContain("proving");
        assertThat(call(Map.of(), "train").classPath()).doesNotContain("proving");
    }

    @Test
    void buildsAtOnceWhatACommandNeedsAndAgainWhatASourceIsNewerThan() throws Exception {
        assertThat(call(Map.of(), "bench").said())
                .contains("-pl " + BASE + "," + PROVING + " -am package");

        Path cluster = home.resolve("flink-conf/local-cluster/src/main/New.java");
        Files.createFile(cluster);
        assertThat(call(Map.of(), "train").said()).isEmpty();
        assertThat(call(Map.of(), "cluster").said())
                .contains("-pl flink-conf/local-cluster -am package");
        assertThat(call(Map.of(), "bench").said())
                .as("it is compiled against the cluster's classes")
                .contains("-pl flink-conf/proving -am package");
        assertThat(call(Map.of(), "bench").said()).isEmpty();
    }

    @Test
    void buildsAllAgainWhereTheLowestFloorIsNewer() throws Exception {
        call(Map.of(), "train");

        Files.createFile(home.resolve("model-operators/tensors/src/main/New.java"));

        assertThat(call(Map.of(), "train").said()).contains("-pl " + BASE + " -am package");
        assertThat(call(Map.of(), "train").said()).isEmpty();
    }

    @Test
    void saysWhatIsNotBuiltWhereItMayNotBuild() throws Exception {
        Map<String, String> forbidden = Map.of("RATCHET_BUILD", "no");
        assertThat(call(forbidden, "train").exitCode()).isEqualTo(2);
        call(Map.of(), "train");
        assertThat(call(forbidden, "train").exitCode()).isZero();
        Files.delete(home.resolve("flink-conf/proving/target/classes"));

        Called bench = call(forbidden, "bench");

        assertThat(bench.exitCode()).isEqualTo(2);
        assertThat(bench.said()).contains("'ratchet bench' is not built");
    }

    private Called call(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("flink-conf/bin/ratchet").toString());
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed");
        Path said = folder.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(said.toFile())
                        .redirectOutput(printed.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment()
                .merge("PATH", "", (path, none) -> folder.resolve("maven") + ":" + path);
        builder.environment().remove("RATCHET_BUILD");
        builder.environment().putAll(environment);
        Process process = builder.start();
        int code = process.waitFor();
        return new Called(code, Files.readAllLines(printed), Files.readString(said), process.pid());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        executable(Files.writeString(file, text));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
