package io.ratchet.job.cli.job;

import io.ratchet.job.message.Message;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which jar brings the job's code to a cluster. */
final class JobJar {
    /** Where the build puts it, below the root of the checkout or installation. */
    static final Path BUILT = Path.of("flink-job", "target", "ratchet-job.jar");

    private static final String JOB = "io/ratchet/job/TrainingJob.class";
    private static final String TRAIN = "io/ratchet/operator/TrainOperator.class";
    private static final String ELSE =
            """
             Or name a jar with --jar, or say with --no-jar that the cluster has the job's classes \
            in its lib folder.""";

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    """
                    The job's jar, which is sent along. Default: the ratchet-job.jar that was \
                    built with this command, wherever it is called.""")
    private @Nullable Path jar;

    @Option(
            names = "--no-jar",
            description = "Sends no jar: the cluster has the job's classes in its lib folder.")
    private boolean none;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * The jar to send, if one is to be sent.
     *
     * @throws ParameterException if it is not there, or lacks classes that the job needs
     */
    Optional<Path> file() {
        if (none) {
            return Optional.empty();
        }
        return Optional.of(jar == null ? built(place()) : given(jar));
    }

    private Path given(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw fault("Cannot read the job's jar " + file + ". Give the path of a jar file.");
        }
        // One with nothing of Ratchet's may hold a model for a cluster that has the rest.
        if (holds(file, JOB) && !holds(file, TRAIN)) {
            throw fault(
                    Message.of(
                            """
                            %s holds a part of the job only: TRAIN's classes are missing (%s), and \
                            no task would start. Send %s, which has all of them; it is what is \
                            sent without --jar.""",
                            file, TRAIN, BUILT.getFileName()));
        }
        return file;
    }

    /** The jar of the checkout or installation that a place belongs to. */
    Path built(Path place) {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(BUILT);
            if (Files.isRegularFile(file)) {
                if (holds(file, JOB) && holds(file, TRAIN)) {
                    return file;
                }
                throw fault(
                        file + " lacks classes of the job (" + TRAIN + ")." + build(folder) + ELSE);
            }
            if (Files.isDirectory(folder.resolve("flink-job"))) {
                throw fault("There is no job jar at " + file + "." + build(folder) + ELSE);
            }
        }
        throw fault(
                Message.of(
                        """
                        There is no %s in any folder above %s, from where this command was loaded.%s""",
                        BUILT, place, ELSE));
    }

    private static String build(Path home) {
        return " Build it: (cd '" + home + "' && mvn -pl flink-conf -am package -DskipTests).";
    }

    private boolean holds(Path file, String entry) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(entry) != null;
        } catch (IOException e) {
            throw fault(file + " is no jar that can be read: " + e.getMessage() + ".");
        }
    }

    private ParameterException fault(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Where this class was loaded from. */
    private static Path place() {
        try {
            return Path.of(
                    JobJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot tell where Ratchet lies.", e);
        }
    }
}
