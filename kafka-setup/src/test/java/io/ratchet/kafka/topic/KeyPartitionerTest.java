package io.ratchet.kafka.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partitions that clients of both families were seen to put keys on. */
class KeyPartitionerTest {
    @ParameterizedTest
    @CsvSource({"A, 1, 2", "user-2, 2, 1"})
    void putsKeysWhereTheClientsDo(String key, int byKafka, int byLibrdkafka) {
        byte[] bytes = key.getBytes(UTF_8);

        assertThat(KeyPartitioner.KAFKA.partitionOf(bytes, 3)).isEqualTo(byKafka);
        assertThat(KeyPartitioner.LIBRDKAFKA.partitionOf(bytes, 3)).isEqualTo(byLibrdkafka);
    }

    @Test
    void takesTheChecksumAsAPositiveNumber() {
        // The check value of CRC-32, 0xcbf43926, is negative as an int.
        assertThat(KeyPartitioner.LIBRDKAFKA.partitionOf("123456789".getBytes(UTF_8), 1000))
                .isEqualTo((int) (0xcbf43926L % 1000));
    }
}
