package io.ratchet.job.claim;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.record.JsonRecord;
import io.ratchet.job.record.UnreadableRecordException;
import java.io.Serializable;
import java.util.Optional;

/**
 * A start's claim to its job, as it stands on the run-state topic. Every claim has a key of its
 * own, so that none displaces another, whatever the topic's compaction does.
 *
 * @param job the job
 * @param epoch counts the starts of the job
 * @param generation counts the times the job was started afresh
 * @param token tells two starts apart that took the same epoch at once
 * @param timeMillis when it was started, wall clock
 */
public record Owner(String job, long epoch, int generation, String token, long timeMillis)
        implements Serializable {
    private static final String INFIX = "#claim/";

    /** The key that this claim is stored under. */
    public String key() {
        return job + INFIX + epoch + "/" + token;
    }

    /** Whether a key is one of a claim. */
    public static boolean isKey(String key) {
        return key.contains(INFIX);
    }

    /** The job of a claim's key. */
    public static Optional<String> jobOf(String key) {
        int at = key.indexOf(INFIX);
        return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at));
    }

    /**
     * How all transactional ids of a job begin. The slash is in no job's id, so that no job's ids
     * are those of another.
     */
    public static String transactions(String job) {
        return "ratchet/" + job + "/";
    }

    /** Whether a key is one of a claim to a job. */
    public static boolean isKeyOf(String job, String key) {
        return key.startsWith(job + INFIX);
    }

    /**
     * Reads a claim, which has to stand under its own key.
     *
     * @throws UnreadableRecordException if it cannot be read, or is another's
     */
    public static Owner of(String key, byte[] value) {
        Owner owner = decode(value);
        if (!owner.key().equals(key)) {
            throw new UnreadableRecordException(
                    "its value is the claim '" + owner.key() + "', and not that of its key");
        }
        return owner;
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
        return JsonRecord.read("claim", value, Owner::fields);
    }

    private static Owner fields(JsonNode node) {
        return new Owner(
                node.path("job").asText(),
                node.path("epoch").asLong(),
                node.path("generation").asInt(),
                node.path("token").asText(),
                node.path("time").asLong());
    }
}
