package io.ratchet.job.checkpoint;

import java.io.IOException;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;

/** Where a checkpoint is written: Flink's place for it, with a certificate in the end. */
final class CertifiedLocation extends FsCheckpointStorageLocation {
    private final Certificate certificate;
    private final byte[] origin;

    CertifiedLocation(
            FsCheckpointStorageLocation place,
            int smallestFileBytes,
            int bufferBytes,
            Certificate certificate,
            byte[] origin)
            throws IOException {
        super(
                place.getCheckpointDirectory().getFileSystem(),
                place.getCheckpointDirectory(),
                place.getSharedStateDirectory(),
                place.getTaskOwnedStateDirectory(),
                place.getLocationReference(),
                smallestFileBytes,
                bufferBytes);
        this.certificate = certificate;
        this.origin = origin;
    }

    @Override
    public CheckpointMetadataOutputStream createMetadataOutputStream() throws IOException {
        return new CertifyingStream(super.createMetadataOutputStream(), certificate, origin);
    }
}
