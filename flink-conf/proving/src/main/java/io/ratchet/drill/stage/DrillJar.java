package io.ratchet.drill.stage;

import io.ratchet.drill.job.DrilledJob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes the jar that is submitted: the one for {@code flink run}, with the drilled job in it. */
final class DrillJar {
    private static final String JOB = "flink-job/target/ratchet-job.jar";
    private static final String PACKAGE = DrilledJob.class.getPackageName().replace('.', '/');

    private DrillJar() {}

    /** Writes it into a folder; returns where. */
    static Path write(Path folder) throws IOException {
        Path place = place();
        Path jar = folder.resolve("drill-job.jar");
        Files.copy(found(place), jar, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path target = Files.createDirectories(inside.getPath(PACKAGE));
            if (Files.isDirectory(place)) {
                copy(place.resolve(PACKAGE), target);
            } else {
                try (FileSystem built = FileSystems.newFileSystem(place)) {
                    copy(built.getPath(PACKAGE), target);
                }
            }
        }
        return jar;
    }

    /** Copies all classes of the job's package: also those that have no name of their own. */
    private static void copy(Path classes, Path target) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(classes)) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.copy(file, target.resolve(classes.relativize(file).toString()));
        }
    }

    /** Where the classes of the drilled job are: a folder of classes, or a jar. */
    private static Path place() throws IOException {
        try {
            return Path.of(
                    DrilledJob.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("Cannot tell where Ratchet lies.", e);
        }
    }

    private static Path found(Path place) throws IOException {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(JOB))) {
                return folder.resolve(JOB);
            }
        }
        throw new FileNotFoundException(
                "There is no "
                        + JOB
                        + " above '"
                        + place
                        + "', and drills submit it. Build it: mvn -pl flink-job -am package"
                        + " -DskipTests");
    }
}
