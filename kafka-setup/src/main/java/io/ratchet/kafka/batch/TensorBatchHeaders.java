package io.ratchet.kafka.batch;

import io.ratchet.kafka.format.RefusalReason;
import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.kafka.text.Excerpt;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The two Kafka headers by which a tensor batch says what its value is. */
public final class TensorBatchHeaders {
    /** The header that names the format. */
    public static final String FORMAT_KEY = "ratchet.format";

    /** The header that holds the format's version as decimal digits. */
    public static final String VERSION_KEY = "ratchet.version";

    /** The only format so far. */
    public static final String SAFETENSORS = "safetensors";

    /** The newest version that this build reads, and the one that it writes. */
    public static final int VERSION = 1;

    private TensorBatchHeaders() {}

    /** Adds both headers. */
    public static void addTo(Headers headers) {
        headers.add(FORMAT_KEY, SAFETENSORS.getBytes(StandardCharsets.UTF_8));
        headers.add(VERSION_KEY, Integer.toString(VERSION).getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses a record whose headers are not there or name something else. */
    static void check(Headers headers) throws RefusedRecordException {
        String format = text(headers, FORMAT_KEY, RefusalReason.UNKNOWN_FORMAT);
        if (!format.equals(SAFETENSORS)) {
            throw new RefusedRecordException(
                    RefusalReason.UNKNOWN_FORMAT,
                    "header '"
                            + FORMAT_KEY
                            + "' is "
                            + Excerpt.of(format)
                            + ", not '"
                            + SAFETENSORS
                            + "'");
        }
        String version = text(headers, VERSION_KEY, RefusalReason.UNKNOWN_VERSION);
        int number;
        try {
            number = Integer.parseInt(version);
        } catch (NumberFormatException noNumber) {
            number = 0;
        }
        if (number < 1 || number > VERSION) {
            throw new RefusedRecordException(
                    RefusalReason.UNKNOWN_VERSION,
                    "version " + Excerpt.of(version) + ", this build reads up to " + VERSION);
        }
    }

    private static String text(Headers headers, String key, RefusalReason reason)
            throws RefusedRecordException {
        Header header = headers.lastHeader(key);
        byte[] value = header == null ? null : header.value();
        if (value == null) {
            throw new RefusedRecordException(
                    reason,
                    "header '"
                            + key
                            + "' is not there; a batch has the headers "
                            + FORMAT_KEY
                            + "="
                            + SAFETENSORS
                            + " and "
                            + VERSION_KEY
                            + "="
                            + VERSION);
        }
        return new String(value, StandardCharsets.UTF_8);
    }
}
