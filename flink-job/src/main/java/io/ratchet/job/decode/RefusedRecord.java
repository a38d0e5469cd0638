package io.ratchet.job.decode;

/**
 * A record that could not take part in training, as it goes to quarantine.
 *
 * @param run the run that refused it
 * @param generation the run's generation
 * @param topic where it stands
 * @param partition its partition
 * @param offset its offset
 * @param reason a stable code, such as {@code malformed}
 * @param detail what was found where, for a reader
 * @param length bytes of its value
 * @param sha256 SHA-256 of its value, in hexadecimal digits
 * @param bytes its value, whole up to the run's limit and 512 KiB, or else its first 64 KiB
 * @param timeMillis when it was refused, wall clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RefusedRecord(
        String run,
        int generation,
        String topic,
        int partition,
        long offset,
        String reason,
        String detail,
        long length,
        String sha256,
        byte[] bytes,
        long timeMillis) {
    /**
     * A record of more bytes is not kept whole: as text it would not fit into what a broker takes
     * by default, and one bad record would stop the job.
     */
    public static final int WHOLE_BYTES = 512 * 1024;

    /** So many bytes of a record that is not kept whole are kept. */
    public static final int KEPT_BYTES = 64 * 1024;
}
