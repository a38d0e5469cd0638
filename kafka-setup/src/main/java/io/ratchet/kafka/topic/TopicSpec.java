package io.ratchet.kafka.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A topic as it should be.
 *
 * @param configuration Kafka's topic settings that matter here; all others are left as they are
 */
public record TopicSpec(
        String name, int partitions, int replicationFactor, Map<String, String> configuration) {
    /** A regular expression that every name matches which Kafka takes. */
    public static final String NAME = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}";

    /** The rule in words. */
    public static final String NAME_WORDS =
            "1 to 249 letters, digits, dots, dashes or underscores, but not '.' or '..'";

    private static final Pattern LEGAL_NAME = Pattern.compile(NAME);

    /**
     * Copies the settings and checks the whole.
     *
     * @throws IllegalArgumentException with all faults
     */
    public TopicSpec {
        configuration = Map.copyOf(configuration);
        List<String> faults = new ArrayList<>();
        if (!LEGAL_NAME.matcher(name).matches()) {
            faults.add("the name must be " + NAME_WORDS);
        }
        if (partitions < 1) {
            faults.add("partitions " + partitions + " is below 1");
        }
        if (replicationFactor < 1 || replicationFactor > Short.MAX_VALUE) {
            faults.add("replication factor " + replicationFactor + " is not above 0");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "Topic '" + name + "': " + String.join("; ", faults));
        }
    }

    /** A topic with one replica and the broker's settings. */
    public static TopicSpec of(String name, int partitions) {
        return new TopicSpec(name, partitions, 1, Map.of());
    }

    /** The settings in the order of their names. */
    Map<String, String> sortedConfiguration() {
        return new TreeMap<>(configuration);
    }
}
