package io.ratchet.tests.support;

import io.ratchet.drill.stage.CheckpointFiles;
import io.ratchet.job.configuration.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The checkpoints that a job has left, and what happens to them. */
public final class Checkpoints {
    private Checkpoints() {}

    /** Where a job keeps those of its first generation. */
    public static Path folder(JobConfiguration job) {
        return local(job.checkpoint().directory()).resolve("generation-1");
    }

    /** The complete ones below a folder, oldest first. */
    public static List<Path> of(Path folder) throws IOException {
        return CheckpointFiles.complete(folder);
    }

    /** Cuts the metadata of a checkpoint short. */
    public static void damage(Path checkpoint) throws IOException {
        Path metadata = checkpoint.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** A folder of this machine, as Flink names it. */
    public static Path local(org.apache.flink.core.fs.Path path) {
        return Path.of(path.getPath());
    }
}
