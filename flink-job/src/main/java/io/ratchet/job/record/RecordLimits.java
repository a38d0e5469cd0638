package io.ratchet.job.record;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * How large a record may be on each of the job's topics.
 *
 * @param bytesByTopic the largest batch of records that each topic takes, {@code max.message.bytes}
 */
public record RecordLimits(Map<String, Integer> bytesByTopic) implements Serializable {
    /**
     * The producers' {@code max.request.size}. Larger records are split also where their topic
     * would take them: whoever reads the topic has to hold them in memory.
     */
    public static final int REQUEST_BYTES = 1024 * 1024;

    /** What Kafka and {@link TrackHeader} add to a record that is alone in its batch, and more. */
    private static final int OVERHEAD_BYTES = 384;

    public RecordLimits {
        bytesByTopic = new HashMap<>(bytesByTopic);
    }

    /** Of topics that take all that is sent. */
    public static RecordLimits none() {
        return new RecordLimits(Map.of());
    }

    /** The bytes that key and value may have together. */
    public int of(String topic) {
        return Math.min(REQUEST_BYTES, bytesByTopic.getOrDefault(topic, REQUEST_BYTES))
                - OVERHEAD_BYTES;
    }

    /**
     * The largest batch of records that every topic takes. A producer must not make larger ones:
     * where a topic refuses a batch, it splits it at its own size and tries again, older clients
     * without end.
     */
    public int smallestBatch() {
        int smallest = REQUEST_BYTES;
        for (int bytes : bytesByTopic.values()) {
            smallest = Math.min(smallest, bytes);
        }
        return smallest;
    }
}
