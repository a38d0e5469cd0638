package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;

/**
 * Who owns a job: the start whose record comes last on the run-state topic.
 *
 * @param job the job
 * @param epoch counts the starts of the job
 * @param generation counts the times the job was started afresh
 * @param token tells two starts apart that took the same epoch at once
 * @param timeMillis when it was started, wall clock
 */
public record Owner(String job, long epoch, int generation, String token, long timeMillis)
        implements Serializable {
    private static final String SUFFIX = "#owner";

    /** The key that a job's owner is stored under. */
    public static String key(String job) {
        return job + SUFFIX;
    }

    /** Whether a key is one of a job's owner. */
    public static boolean isKey(String key) {
        return key.endsWith(SUFFIX);
    }

    /** The value as JSON. */
    public byte[] encode() {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("job", job);
                    json.writeNumberField("epoch", epoch);
                    json.writeNumberField("generation", generation);
                    json.writeStringField("token", token);
                    json.writeNumberField("time", timeMillis);
                });
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws UnreadableRecordException if it cannot be read
     */
    public static Owner decode(byte[] value) {
        JsonNode node = JsonRecord.read("owner", value);
        return new Owner(
                node.path("job").asText(),
                node.path("epoch").asLong(),
                node.path("generation").asInt(),
                node.path("token").asText(),
                node.path("time").asLong());
    }
}
