package io.ratchet.job.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** Makes whole checkpoints, without state or with what is given. */
public final class CertifiedCheckpoint {
    private CertifiedCheckpoint() {}

    /** Writes the metadata of one into a folder, which is made. */
    public static Path write(Path folder, Writer writer, long checkpointId) throws IOException {
        return write(folder, writer, checkpointId, new byte[0]);
    }

    /** Writes one with what a start says of itself. */
    public static Path write(Path folder, Writer writer, long checkpointId, byte[] origin)
            throws IOException {
        return write(folder, writer, checkpointId, List.of(), origin);
    }

    /** Writes one with states of operators. */
    public static Path write(
            Path folder, Writer writer, long checkpointId, List<OperatorState> operators)
            throws IOException {
        return write(folder, writer, checkpointId, operators, new byte[0]);
    }

    private static Path write(
            Path folder,
            Writer writer,
            long checkpointId,
            List<OperatorState> operators,
            byte[] origin)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Checkpoints.storeCheckpointMetadata(
                new CheckpointMetadata(checkpointId, operators, List.of()), bytes);
        int contentBytes = bytes.size();
        bytes.writeBytes(origin);
        MessageDigest digest = Certificate.digest();
        digest.update(bytes.toByteArray());
        bytes.writeBytes(new Certificate(writer, checkpointId).encode(digest, contentBytes));
        Files.createDirectories(folder);
        Files.write(folder.resolve("_metadata"), bytes.toByteArray());
        return folder;
    }

    /** As the first version of certificates was written, which says nothing of its start. */
    static void writeFirstVersion(Path folder, Writer writer, long checkpointId)
            throws IOException {
        byte[] bytes = Files.readAllBytes(write(folder, writer, checkpointId).resolve("_metadata"));
        int version = bytes.length - Certificate.BYTES + Long.BYTES;
        ByteBuffer.wrap(bytes).putInt(version, 1);
        MessageDigest digest = Certificate.digest();
        digest.update(bytes, 0, bytes.length - Certificate.DIGEST_BYTES);
        byte[] sum = digest.digest();
        System.arraycopy(sum, 0, bytes, bytes.length - sum.length, sum.length);
        Files.write(folder.resolve("_metadata"), bytes);
    }
}
