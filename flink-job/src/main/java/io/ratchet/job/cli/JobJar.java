package io.ratchet.job.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which jar brings the job's code to a cluster. */
final class JobJar {
    /** A system property that says where the jar is; the script sets it. */
    static final String PROPERTY = "ratchet.job.jar";

    private static final Path BUILT = Path.of("flink-job", "target");

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "The job's jar, which is sent along. Default: the one that was built with this"
                            + " command.")
    private @Nullable Path jar;

    @Option(
            names = "--no-jar",
            description = "Sends no jar: the cluster has the job's classes in its lib folder.")
    private boolean none;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** The jar to send, if one is to be sent. */
    Optional<Path> file() {
        if (none) {
            return Optional.empty();
        }
        if (jar != null) {
            if (!Files.isReadable(jar)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Cannot read the job's jar " + jar + ". Give the path of a jar file.");
            }
            return Optional.of(jar);
        }
        String given = System.getProperty(PROPERTY);
        List<Path> built = given == null ? jars(BUILT) : List.of(Path.of(given));
        if (built.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    (built.isEmpty()
                                    ? "There is no job jar in " + BUILT.toAbsolutePath()
                                    : "Which of these is the job's jar: " + built + "?")
                            + " Say with --jar where it is, or with --no-jar that the cluster has"
                            + " the job's classes.");
        }
        return Optional.of(built.get(0));
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isJobJar(file.getFileName().toString())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJobJar(String name) {
        return name.startsWith("flink-job-")
                && name.endsWith(".jar")
                && !name.endsWith("-tests.jar")
                && !name.endsWith("-sources.jar");
    }
}
