package io.ratchet.kafka.topic;

import java.util.List;
import java.util.Map;

/**
 * The topics that Ratchet writes, all with one prefix. Nothing on them expires: they are the record
 * of what happened, and a resumed run reads its own past there.
 *
 * @param prefix the part of the names before the dot
 */
public record RatchetTopics(String prefix) {
    /** The largest record on the quarantine topic: room for a refused record of 20 MiB and more. */
    public static final int QUARANTINE_MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

    /** The largest record on the run-state topic: room for a contract of many thousand columns. */
    public static final int RUN_STATE_MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

    /**
     * The last value of every key, for ever. Kafka's cleaner does not touch the open segment, and
     * by default that takes a gigabyte or a week: a start would read all states since. Here it
     * takes 16 MiB or an hour, and a tenth of it that is superseded is reason enough to clean.
     */
    private static final Map<String, String> LAST_VALUES =
            Map.of(
                    "cleanup.policy",
                    "compact",
                    "segment.bytes",
                    Integer.toString(16 * 1024 * 1024),
                    "segment.ms",
                    Integer.toString(60 * 60 * 1000),
                    "min.cleanable.dirty.ratio",
                    "0.1",
                    "max.message.bytes",
                    Integer.toString(RUN_STATE_MAX_MESSAGE_BYTES));

    private static final Map<String, String> KEPT_FOR_EVER =
            Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

    /**
     * Checks the prefix.
     *
     * @throws IllegalArgumentException if it cannot begin a topic's name
     */
    public RatchetTopics {
        TopicSpec.of(prefix + ".metrics", 1);
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("The prefix of the topics is blank.");
        }
    }

    /** The topics of the prefix. */
    public static RatchetTopics of(String prefix) {
        return new RatchetTopics(prefix);
    }

    /** One record for each step. */
    public String metrics() {
        return prefix + ".metrics";
    }

    /** The last status of each run. */
    public String runState() {
        return prefix + ".run-state";
    }

    /** What was refused, with reason and place. */
    public String quarantine() {
        return prefix + ".quarantine";
    }

    /** Which quarantined records were sent to their topic again; made when the first ones are. */
    public String replays() {
        return prefix + ".replays";
    }

    /** The topic of what was sent again. */
    public TopicSpec replaysSpec(int replicationFactor) {
        return new TopicSpec(replays(), 1, replicationFactor, KEPT_FOR_EVER);
    }

    /** What was published. */
    public String models() {
        return prefix + ".models";
    }

    /** All topics with one replica. */
    public List<TopicSpec> specs() {
        return specs(1);
    }

    /** All topics with so many replicas, one partition each: a run's records stay in order. */
    public List<TopicSpec> specs(int replicationFactor) {
        return List.of(
                new TopicSpec(metrics(), 1, replicationFactor, KEPT_FOR_EVER),
                new TopicSpec(runState(), 1, replicationFactor, LAST_VALUES),
                new TopicSpec(
                        quarantine(),
                        1,
                        replicationFactor,
                        Map.of(
                                "cleanup.policy",
                                "delete",
                                "retention.ms",
                                "-1",
                                "retention.bytes",
                                "-1",
                                "max.message.bytes",
                                Integer.toString(QUARANTINE_MAX_MESSAGE_BYTES))),
                new TopicSpec(models(), 1, replicationFactor, KEPT_FOR_EVER));
    }
}
