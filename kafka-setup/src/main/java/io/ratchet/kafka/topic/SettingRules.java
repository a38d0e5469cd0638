package io.ratchet.kafka.topic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which changes of a topic's settings lose records. */
final class SettingRules {
    private static final String CLEANUP_POLICY = "cleanup.policy";
    private static final List<String> RETENTIONS = List.of("retention.ms", "retention.bytes");

    private SettingRules() {}

    /** Whether two values mean the same. */
    static boolean same(String name, String one, String other) {
        return name.equals(CLEANUP_POLICY)
                ? policies(one).equals(policies(other))
                : one.equals(other);
    }

    /** Why the changes would lose records, each reason with its values; empty if they would not. */
    static List<String> losses(Map<String, TopicChange.Setting> changes, Map<String, String> now) {
        List<String> losses = new ArrayList<>();
        TopicChange.Setting policy = changes.get(CLEANUP_POLICY);
        if (policy != null) {
            Set<String> added = policies(policy.to());
            added.removeAll(policies(policy.from()));
            if (added.contains("compact")) {
                losses.add(
                        CLEANUP_POLICY
                                + " "
                                + policy
                                + " would drop all but the last record of each key. Make a new"
                                + " topic instead.");
            }
            if (added.contains("delete") && !keepsEverything(changes, now)) {
                losses.add(
                        CLEANUP_POLICY
                                + " "
                                + policy
                                + " would drop records older than the retention. Set retention.ms"
                                + " and retention.bytes to -1 with it, or make a new topic.");
            }
        }
        for (String retention : RETENTIONS) {
            TopicChange.Setting change = changes.get(retention);
            if (change != null && limit(change.to()) < limit(change.from())) {
                losses.add(
                        retention
                                + " "
                                + change
                                + " would drop records that are kept now. Keep it, or lower it with"
                                + " Kafka's own tools if that is what you want.");
            }
        }
        return losses;
    }

    private static boolean keepsEverything(
            Map<String, TopicChange.Setting> changes, Map<String, String> now) {
        for (String retention : RETENTIONS) {
            TopicChange.Setting change = changes.get(retention);
            String value = change == null ? now.getOrDefault(retention, "0") : change.to();
            if (limit(value) != Long.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    /** The limit as a number; without one, or where it cannot be read, the largest. */
    private static long limit(String value) {
        try {
            long limit = Long.parseLong(value);
            return limit < 0 ? Long.MAX_VALUE : limit;
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    private static Set<String> policies(String value) {
        Set<String> policies = new TreeSet<>();
        Arrays.stream(value.split(",", -1)).map(String::strip).forEach(policies::add);
        return policies;
    }
}
