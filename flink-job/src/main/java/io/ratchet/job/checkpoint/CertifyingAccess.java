package io.ratchet.job.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.FsCompletedCheckpointStorageLocation;
import org.jspecify.annotations.Nullable;

/**
 * One job's access to its checkpoints: certifies what the job manager writes, and checks the
 * certificate of what it restores from.
 */
final class CertifyingAccess extends FsCheckpointStorageAccess {
    private final Writer writer;
    private final byte[] origin;

    CertifyingAccess(
            Path checkpoints,
            @Nullable Path savepoints,
            JobID job,
            int smallestFileBytes,
            int bufferBytes,
            Writer writer,
            byte[] origin)
            throws IOException {
        super(checkpoints, savepoints, job, smallestFileBytes, bufferBytes);
        this.writer = writer;
        this.origin = origin;
    }

    @Override
    public CheckpointStorageLocation initializeLocationForCheckpoint(long checkpointId)
            throws IOException {
        return certified(checkpointId, super.initializeLocationForCheckpoint(checkpointId));
    }

    @Override
    public CheckpointStorageLocation initializeLocationForSavepoint(
            long checkpointId, @Nullable String externalLocationPointer) throws IOException {
        return certified(
                checkpointId,
                super.initializeLocationForSavepoint(checkpointId, externalLocationPointer));
    }

    private CheckpointStorageLocation certified(long checkpointId, CheckpointStorageLocation place)
            throws IOException {
        return new CertifiedLocation(
                (FsCheckpointStorageLocation) place,
                fileSizeThreshold,
                writeBufferSize,
                new Certificate(writer, checkpointId),
                origin);
    }

    @Override
    public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
        return checked(resolveCheckpointPointer(pointer));
    }

    static CompletedCheckpointStorageLocation checked(FsCompletedCheckpointStorageLocation place)
            throws IOException {
        try {
            MetadataFile.read(place.getExclusiveCheckpointDir());
        } catch (DamagedMetadataException damage) {
            throw new DamagedCheckpointException(place.getExternalPointer(), damage);
        }
        return place;
    }
}
