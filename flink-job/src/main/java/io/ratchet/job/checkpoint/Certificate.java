package io.ratchet.job.checkpoint;

import io.ratchet.job.message.Message;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;

/**
 * What stands at the end of a checkpoint's {@code _metadata}: who wrote it, as the how many-th
 * checkpoint, and a SHA-256 of all that stands before. Flink reads only what it has written itself,
 * which tells where it ends, and never comes here. Between that and the certificate stands what the
 * start that wrote it says of itself; nothing in version 1.
 *
 * <pre>
 * 8 bytes   magic number
 * 4 bytes   version
 * 4 bytes   generation
 * 8 bytes   epoch
 * 8 bytes   offset of the claim
 * 8 bytes   checkpoint
 * 8 bytes   length of what Flink has written
 * 32 bytes  SHA-256 of everything before
 * </pre>
 *
 * @param writer the start that wrote the checkpoint
 * @param checkpointId the checkpoint's number, which goes on from start to start
 */
public record Certificate(Writer writer, long checkpointId) implements Comparable<Certificate> {
    /** "RATCHET" and the end of a text. */
    static final long MAGIC = 0x52415443_48455403L;

    static final int VERSION = 2;
    static final int WITHOUT_ORIGIN = 1;
    static final int DIGEST_BYTES = 32;

    /** How many bytes it takes. */
    static final int BYTES = 5 * Long.BYTES + 2 * Integer.BYTES + DIGEST_BYTES;

    private static final Comparator<Certificate> ORDER =
            Comparator.comparingLong((Certificate one) -> one.writer.epoch())
                    .thenComparingLong(one -> one.writer.claimOffset())
                    .thenComparingLong(Certificate::checkpointId);

    /** The order in which checkpoints of a generation were taken. */
    @Override
    public int compareTo(Certificate other) {
        return ORDER.compare(this, other);
    }

    /**
     * All of it, for the end of a file.
     *
     * @param digest has taken everything before
     * @param contentBytes how many bytes of that Flink has written
     */
    byte[] encode(MessageDigest digest, long contentBytes) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MAGIC)
                .putInt(VERSION)
                .putInt(writer.generation())
                .putLong(writer.epoch())
                .putLong(writer.claimOffset())
                .putLong(checkpointId)
                .putLong(contentBytes);
        digest.update(bytes.array(), 0, bytes.position());
        return bytes.put(digest.digest()).array();
    }

    /**
     * Reads what it says; whether that is true is for {@link MetadataFile#read} to tell.
     *
     * @param end the last {@link #BYTES} of a file
     * @param fileBytes the length of the file
     * @throws DamagedMetadataException if that is no certificate
     */
    static Certificate decode(ByteBuffer end, long fileBytes) throws DamagedMetadataException {
        if (end.remaining() < BYTES || end.getLong() != MAGIC) {
            throw new DamagedMetadataException(
                    """
                    does not end with a certificate: it is damaged, or was written by an earlier \
                    build, or not by Ratchet's checkpoint storage""");
        }
        int version = end.getInt();
        if (version != VERSION && version != WITHOUT_ORIGIN) {
            throw new DamagedMetadataException(
                    Message.of(
                            """
                            has a certificate of unknown version %s, and this build reads %s to \
                            %s: it is damaged, or was written by another build""",
                            version, WITHOUT_ORIGIN, VERSION));
        }
        try {
            Writer writer = new Writer(end.getInt(), end.getLong(), end.getLong());
            Certificate certificate = new Certificate(writer, end.getLong());
            long contentBytes = end.getLong();
            long before = fileBytes - BYTES;
            boolean fits =
                    version == WITHOUT_ORIGIN
                            ? contentBytes == before
                            : contentBytes >= 0 && contentBytes <= before;
            if (!fits) {
                throw new DamagedMetadataException(
                        Message.of(
                                "has %s bytes before its certificate, which says %s",
                                before, contentBytes));
            }
            return certificate;
        } catch (IllegalArgumentException impossible) {
            throw new DamagedMetadataException(
                    "has a damaged certificate: " + impossible.getMessage());
        }
    }

    /** Where Flink's part ends, as a certificate says that was held against its SHA-256. */
    static int contentBytes(ByteBuffer end) {
        return (int) end.getLong(end.position() + BYTES - DIGEST_BYTES - Long.BYTES);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "Every Java platform has SHA-256; this one lacks it.", e);
        }
    }
}
