package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.track.Track;
import io.ratchet.kafka.topic.KeyPartitioner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutputSpanTest {
    private static final String TOPIC = "metrics";
    private static final Track TRACK = new Track(TOPIC, "run", 1, "steps/run");
    private static final TopicPartition OWN =
            new TopicPartition(
                    TOPIC,
                    KeyPartitioner.KAFKA.partitionOf(
                            TRACK.run().getBytes(StandardCharsets.UTF_8), 2));
    private static final TopicPartition OTHER = new TopicPartition(TOPIC, 1 - OWN.partition());
    private static final Map<TopicPartition, Long> ACCOUNTED = Map.of(OWN, 10L, OTHER, 10L);
    private static final Map<TopicPartition, Long> ENDS = Map.of(OWN, 20L, OTHER, 20L);

    @Test
    void whatHasGoneFromOnePartitionTellsNothingOfAnother() {
        OutputSpan span = span(Map.of(OWN, 0L, OTHER, 15L), true);

        assertThat(span.isCut(TRACK)).isFalse();
        assertThat(span.isComplete()).isFalse();
        assertThat(span.since()).isEqualTo(Map.of(OWN, 10L, OTHER, 15L));
        assertThat(span(Map.of(OWN, 15L, OTHER, 0L), true).isCut(TRACK)).isTrue();
        assertThat(span(Map.of(OWN, 10L, OTHER, 10L), true).isComplete()).isTrue();
    }

    @Test
    void whereAnotherRuleTellsThePartitionItMayBeAny() {
        assertThat(span(Map.of(OWN, 0L, OTHER, 15L), false).isCut(TRACK)).isTrue();
        assertThat(span(Map.of(OWN, 0L, OTHER, 0L), false).isCut(TRACK)).isFalse();
    }

    private static OutputSpan span(Map<TopicPartition, Long> begins, boolean hasKeptPartitioner) {
        return new OutputSpan(ACCOUNTED, begins, ENDS, Set.of(), hasKeptPartitioner);
    }
}
