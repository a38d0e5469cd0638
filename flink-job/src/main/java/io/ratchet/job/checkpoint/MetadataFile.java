package io.ratchet.job.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * A checkpoint's {@code _metadata}, all of it held against its certificate.
 *
 * @param certificate who wrote it
 * @param content what Flink has written
 * @param origin what the start says of itself that wrote it; empty where an earlier build did
 */
public record MetadataFile(Certificate certificate, byte[] content, byte[] origin) {
    /** What Flink calls the file. */
    public static final String NAME = "_metadata";

    /**
     * Reads it.
     *
     * @param folder the checkpoint's folder
     * @throws DamagedMetadataException if it is not what was written
     * @throws IOException if it cannot be read
     */
    public static MetadataFile read(Path folder) throws IOException {
        Path file = new Path(folder, NAME);
        try (InputStream in = file.getFileSystem().open(file)) {
            return of(in.readAllBytes());
        }
    }

    private static MetadataFile of(byte[] bytes) throws DamagedMetadataException {
        int before = Math.max(0, bytes.length - Certificate.BYTES);
        ByteBuffer end = ByteBuffer.wrap(bytes, before, bytes.length - before);
        Certificate certificate = Certificate.decode(end.slice(), bytes.length);
        int digested = bytes.length - Certificate.DIGEST_BYTES;
        MessageDigest digest = Certificate.digest();
        digest.update(bytes, 0, digested);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, digested, bytes.length))) {
            throw new DamagedMetadataException("fails the SHA-256 of its certificate");
        }
        int contentBytes = Certificate.contentBytes(end);
        return new MetadataFile(
                certificate,
                Arrays.copyOf(bytes, contentBytes),
                Arrays.copyOfRange(bytes, contentBytes, before));
    }

    /**
     * Reads only the certificate; what it says may be damaged.
     *
     * @param file the {@code _metadata}
     * @throws DamagedMetadataException if there is none
     * @throws IOException if it cannot be read
     */
    public static Certificate certificate(FileStatus file) throws IOException {
        byte[] end = new byte[(int) Math.min(Certificate.BYTES, file.getLen())];
        Path path = file.getPath();
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            in.seek(file.getLen() - end.length);
            int bytes = in.readNBytes(end, 0, end.length);
            return Certificate.decode(ByteBuffer.wrap(end, 0, bytes), file.getLen());
        }
    }

    /** For Flink's own reader. */
    public DataInputStream open() {
        return new DataInputStream(new ByteArrayInputStream(content));
    }
}
