package io.ratchet.kafka.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a broker removes from a topic by itself, and what that may cost who trains on it.
 *
 * @param topic the topic
 * @param isCompacted whether a newer record of a key removes the older ones
 * @param retention how long records are kept; empty for ever
 * @param retentionBytes how many bytes of a partition are kept; negative for all
 */
public record TopicExpiry(
        String topic, boolean isCompacted, Optional<Duration> retention, long retentionBytes) {
    private static final List<String> UNITS = List.of("d", "h", "min", "s");
    private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1000};

    /** What the settings in force say. */
    public static TopicExpiry of(TopicState state) {
        return of(state.name(), state.configuration());
    }

    /** What the settings in force of a topic say. */
    public static TopicExpiry of(String topic, Map<String, String> settings) {
        String policy = settings.getOrDefault("cleanup.policy", "delete");
        boolean deletes = policy.contains("delete");
        long millis = deletes ? number(settings, "retention.ms") : -1;
        return new TopicExpiry(
                topic,
                policy.contains("compact"),
                millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)),
                deletes ? number(settings, "retention.bytes") : -1);
    }

    private static long number(Map<String, String> settings, String key) {
        try {
            return Long.parseLong(settings.getOrDefault(key, "-1"));
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** What that may cost, one sentence for each; none where nothing is ever removed. */
    public List<String> costs() {
        List<String> costs = new ArrayList<>();
        if (isCompacted) {
            costs.add(
                    "Topic '"
                            + topic
                            + "' is compacted (cleanup.policy): a record goes when a newer one of its"
                            + " key has come, also before it is trained. Which ones a run reads"
                            + " depends on when it reads them, so that a second run need not come to"
                            + " the same bits.");
        }
        losses().ifPresent(
                        losses ->
                                costs.add(
                                        "Topic '"
                                                + topic
                                                + "' "
                                                + losses
                                                + ". A run that is further behind, or stands still"
                                                + " for longer, cannot go on: what it has not read"
                                                + " is gone."));
        return costs;
    }

    /** What is deleted by age or size: "loses what is ..."; nothing where all is kept. */
    public Optional<String> losses() {
        List<String> limits = new ArrayList<>();
        retention.ifPresent(time -> limits.add("older than " + words(time) + " (retention.ms)"));
        if (retentionBytes >= 0) {
            limits.add("beyond " + retentionBytes + " bytes of a partition (retention.bytes)");
        }
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of("loses what is " + String.join(", and what is ", limits));
    }

    private static String words(Duration time) {
        long millis = time.toMillis();
        for (int unit = 0; unit < UNIT_MILLIS.length; unit++) {
            if (millis >= UNIT_MILLIS[unit] && millis % UNIT_MILLIS[unit] == 0) {
                return millis / UNIT_MILLIS[unit] + " " + UNITS.get(unit);
            }
        }
        return millis + " ms";
    }
}
