package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the records of a run's key are looked for. */
class KeyedInputTest {
    @ParameterizedTest
    @CsvSource({
        "A, kafka, 1",
        "A, librdkafka, 2",
        "user-2, kafka, 2",
        "user-2, librdkafka, 1",
    })
    void standWhereTheProducersPutThem(String key, String partitioner, int partition) {
        assertThat(input("key: " + key + "\n      partitioner: " + partitioner).keyPartition(3))
                .hasValue(partition);
    }

    @Test
    void standWhereKafkaPutsThemUnlessSomethingElseIsSaid() {
        assertThat(input("key: A").keyPartition(3)).hasValue(1);
        assertThat(input("batch: 8").keyPartition(3)).isEmpty();
        assertThatThrownBy(() -> input("partitioner: murmur2"))
                .hasMessageContaining("input.partitioner: is 'murmur2'");
    }

    private static InputConfiguration input(String key) {
        return read(minimalWith("topic: flights", "topic: flights\n      " + key))
                .runs()
                .get(0)
                .input();
    }
}
