package io.ratchet.job.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/**
 * Flink's storage of checkpoints in a file system, each with a certificate.
 *
 * @param files Flink's own
 * @param writer the start that writes checkpoints
 * @param origin what that start says of itself
 */
record CertifyingStorage(FileSystemCheckpointStorage files, Writer writer, byte[] origin)
        implements CheckpointStorage {
    private static final long serialVersionUID = 1L;

    @Override
    public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
        return CertifyingAccess.checked(
                AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(pointer));
    }

    @Override
    public CheckpointStorageAccess createCheckpointStorage(JobID job) throws IOException {
        return new CertifyingAccess(
                files.getCheckpointPath(),
                files.getSavepointPath(),
                job,
                files.getMinFileSizeThreshold(),
                files.getWriteBufferSize(),
                writer,
                origin);
    }
}
