package io.ratchet.tests.proof;

import io.ratchet.job.configuration.JobConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The checkpoints that a job has left, and what happens to them. */
final class Checkpoints {
    private Checkpoints() {}

    /** Where a job keeps those of its first generation. */
    static Path folder(JobConfiguration job) {
        return Path.of(URI.create(job.checkpoint().directory())).resolve("generation-1");
    }

    /** The complete ones below a folder, oldest first. */
    static List<Path> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .sorted(
                            Comparator.comparingLong(Checkpoints::modifiedMillis)
                                    .thenComparingInt(Checkpoints::number))
                    .map(Path::getParent)
                    .toList();
        }
    }

    /** Cuts the metadata of a checkpoint short. */
    static void damage(Path checkpoint) throws IOException {
        Path metadata = checkpoint.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static long modifiedMillis(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path metadata) {
        String name = metadata.getName(metadata.getNameCount() - 2).toString();
        return name.startsWith("chk-") ? Integer.parseInt(name.substring(4)) : 0;
    }
}
