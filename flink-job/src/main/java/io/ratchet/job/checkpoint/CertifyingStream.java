package io.ratchet.job.checkpoint;

import java.io.IOException;
import java.security.MessageDigest;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;

/**
 * Writes {@code _metadata} as Flink does, and behind it what the start says of itself, and the
 * certificate: all of it becomes visible at once. <b>Threading</b>: one thread.
 */
final class CertifyingStream extends CheckpointMetadataOutputStream {
    private final CheckpointMetadataOutputStream file;
    private final Certificate certificate;
    private final byte[] origin;
    private final MessageDigest digest = Certificate.digest();
    private long contentBytes;

    CertifyingStream(CheckpointMetadataOutputStream file, Certificate certificate, byte[] origin) {
        this.file = file;
        this.certificate = certificate;
        this.origin = origin;
    }

    @Override
    public void write(int value) throws IOException {
        file.write(value);
        digest.update((byte) value);
        contentBytes++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        contentBytes += length;
    }

    @Override
    public CompletedCheckpointStorageLocation closeAndFinalizeCheckpoint() throws IOException {
        file.write(origin);
        digest.update(origin);
        file.write(certificate.encode(digest, contentBytes));
        return file.closeAndFinalizeCheckpoint();
    }

    @Override
    public long getPos() throws IOException {
        return file.getPos();
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void sync() throws IOException {
        file.sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
