package io.ratchet.job.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** Makes whole checkpoints without state. */
public final class CertifiedCheckpoint {
    private CertifiedCheckpoint() {}

    /** Writes the metadata of one into a folder, which is made. */
    public static Path write(Path folder, Writer writer, long checkpointId) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Checkpoints.storeCheckpointMetadata(
                new CheckpointMetadata(checkpointId, List.of(), List.of()), bytes);
        MessageDigest digest = Certificate.digest();
        digest.update(bytes.toByteArray());
        bytes.writeBytes(new Certificate(writer, checkpointId).encode(digest, bytes.size()));
        Files.createDirectories(folder);
        Files.write(folder.resolve("_metadata"), bytes.toByteArray());
        return folder;
    }
}
