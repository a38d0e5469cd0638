package io.ratchet.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicExpiryTest {
    @Test
    void nothingIsSaidOfATopicThatKeepsEverything() {
        assertThat(
                        expiry(
                                        Map.of(
                                                "cleanup.policy", "delete",
                                                "retention.ms", "-1",
                                                "retention.bytes", "-1"))
                                .costs())
                .isEmpty();
    }

    @Test
    void retentionSaysWhatGoesAndWhen() {
        assertThat(expiry(Map.of("cleanup.policy", "delete", "retention.ms", "604800000")).costs())
                .singleElement()
                .asString()
                .contains("'rows' loses what is older than 7 d (retention.ms).");
        assertThat(
                        expiry(
                                        Map.of(
                                                "cleanup.policy", "delete",
                                                "retention.ms", "90500",
                                                "retention.bytes", "1000"))
                                .costs())
                .singleElement()
                .asString()
                .contains("older than 90500 ms (retention.ms), and what is beyond 1000 bytes");
    }

    @Test
    void compactionSaysWhatGoesAndRetentionDoesNotApplyToIt() {
        assertThat(expiry(Map.of("cleanup.policy", "compact", "retention.ms", "604800000")).costs())
                .singleElement()
                .asString()
                .contains("'rows' is compacted");
        assertThat(
                        expiry(
                                        Map.of(
                                                "cleanup.policy",
                                                "compact,delete",
                                                "retention.ms",
                                                "3600000"))
                                .costs())
                .hasSize(2)
                .last()
                .asString()
                .contains("older than 1 h");
    }

    private static TopicExpiry expiry(Map<String, String> configuration) {
        return TopicExpiry.of(new TopicState("rows", 1, 1, configuration));
    }
}
