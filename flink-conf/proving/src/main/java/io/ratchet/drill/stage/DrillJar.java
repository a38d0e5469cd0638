package io.ratchet.drill.stage;

import io.ratchet.drill.job.DrilledJob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Makes the jar that is submitted: the one for {@code flink run}, with the drilled job in it. */
final class DrillJar {
    private static final String JOB = "flink-job/target/ratchet-job.jar";
    private static final List<String> CLASSES =
            List.of(
                    "DrilledJob",
                    "InjectedFault",
                    "Tripwire",
                    "Tripwire$Place",
                    "TripwireStepInterceptor",
                    "TripwireConsumerInterceptor",
                    "TripwireProducerInterceptor");

    private DrillJar() {}

    /** Writes it into a folder; returns where. */
    static Path write(Path folder) throws IOException {
        Path jar = folder.resolve("drill-job.jar");
        Files.copy(found(), jar, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path target = inside.getPath(DrilledJob.class.getPackageName().replace('.', '/'));
            Files.createDirectories(target);
            for (String name : CLASSES) {
                Files.copy(bytes(name), target.resolve(name + ".class"));
            }
        }
        return jar;
    }

    private static InputStream bytes(String name) throws IOException {
        InputStream bytes = DrilledJob.class.getResourceAsStream(name + ".class");
        if (bytes == null) {
            throw new FileNotFoundException(
                    "Class " + name + " of the drilled job is not on the class path.");
        }
        return bytes;
    }

    private static Path found() throws IOException {
        try {
            Path place =
                    Path.of(
                            DrilledJob.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
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
        } catch (URISyntaxException e) {
            throw new IOException("Cannot tell where Ratchet lies.", e);
        }
    }
}
