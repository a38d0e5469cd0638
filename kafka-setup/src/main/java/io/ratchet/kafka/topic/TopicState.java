package io.ratchet.kafka.topic;

import java.util.Map;

/**
 * A topic as it is.
 *
 * @param configuration all settings that are in force, the broker's defaults among them
 */
public record TopicState(
        String name, int partitions, int replicationFactor, Map<String, String> configuration) {
    /** Copies the settings. */
    public TopicState {
        configuration = Map.copyOf(configuration);
    }
}
