package io.ratchet.job.record;

import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large a record may be on each of the job's topics.
 *
 * @param bytesByTopic the largest batch of records that each topic takes, {@code max.message.bytes}
 * @param longestRun the longest id of a run
 */
public record RecordLimits(Map<String, Integer> bytesByTopic, String longestRun)
        implements Serializable {
    /**
     * The producers' {@code max.request.size}. Larger records are split also where their topic
     * would take them: whoever reads the topic has to hold them in memory.
     */
    public static final int REQUEST_BYTES = 1024 * 1024;

    /**
     * What Kafka adds to a record that is alone in its batch: 61 for the batch; for the record its
     * length, attributes, time, offset, the lengths of key, value and header, and their count.
     */
    private static final int KAFKA_BYTES = 61 + 5 + 1 + 10 + 5 + 5 + 5 + 5 + 5 + 5;

    public RecordLimits {
        bytesByTopic = new HashMap<>(bytesByTopic);
    }

    /** Of topics that take all that is sent. */
    public static RecordLimits none() {
        return new RecordLimits(Map.of(), "");
    }

    /** The bytes that key and value may have together. */
    public int of(String topic) {
        return Math.min(REQUEST_BYTES, bytesByTopic.getOrDefault(topic, REQUEST_BYTES))
                - KAFKA_BYTES
                - headerBytes(topic);
    }

    /** The largest header that says the positions of a record. */
    private int headerBytes(String topic) {
        String part = PoisonedBatchCodec.part(longestRun, Integer.MAX_VALUE);
        TrackRange range = TrackRange.at(new Track(topic, longestRun, 1, part), 0);
        return TrackHeader.KEY.getBytes(StandardCharsets.UTF_8).length
                + TrackHeader.encode(List.of(range)).length;
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
