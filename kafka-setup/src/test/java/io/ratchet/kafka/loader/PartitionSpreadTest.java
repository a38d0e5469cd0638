package io.ratchet.kafka.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where records go. */
class PartitionSpreadTest {
    @Test
    void fillsByWeightSpreadEvenlyOverTime() {
        PartitionSpread spread = PartitionSpread.parse("70, 20,10");

        for (int start = 0; start < 1000; start += 10) {
            assertThat(counts(spread, 3, start, 10)).containsExactly(7, 2, 1);
        }
    }

    @Test
    void goesRoundOrStaysAtOne() {
        assertThat(counts(PartitionSpread.parse("round-robin"), 3, 0, 10)).containsExactly(4, 3, 3);
        assertThat(counts(PartitionSpread.parse("partition:1"), 2, 0, 10)).containsExactly(0, 10);
        assertThat(PartitionSpread.parse("key").partitionOf(5, 3))
                .isEqualTo(PartitionSpread.BY_KEY);
        assertThat(counts(PartitionSpread.parse("0,1"), 3, 0, 10)).containsExactly(0, 10, 0);
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String text : List.of("", "a", "partition:x", "1,,2", "0,0", "-1,2", "99999999")) {
            assertThatThrownBy(() -> PartitionSpread.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(PartitionSpread.parse("1,1,1").faults(2)).hasSize(1);
        assertThat(PartitionSpread.parse("partition:2").faults(2)).hasSize(1);
    }

    private static int[] counts(PartitionSpread spread, int partitions, int from, int count) {
        int[] counts = new int[partitions];
        for (int i = from; i < from + count; i++) {
            counts[spread.partitionOf(i, partitions)]++;
        }
        return counts;
    }
}
