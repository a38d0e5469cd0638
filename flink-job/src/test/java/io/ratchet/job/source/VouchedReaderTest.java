package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class VouchedReaderTest {
    private final NavigableMap<Long, String> log = new TreeMap<>();
    private final CollectingOutput output = new CollectingOutput();
    private final VouchedReader reader =
            new VouchedReader(new EndlessReader(new ModelReader(List.of(log), 500, new Random(1))));

    @Test
    void handsNothingOutOfARestoredPartitionBeforeItsTopicIsVouchedFor() throws Exception {
        log.put(7L, "1,a,2");
        reader.addSplits(List.of(new KafkaPartitionSplit(new TopicPartition("topic", 0), 4, 20)));
        CompletableFuture<Void> available = reader.isAvailable();
        for (int poll = 0; poll < 10; poll++) {
            assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        }
        assertThat(available).isNotDone();
        assertThat(output.records).isEmpty();

        reader.handleSourceEvents(new TopicVouched());

        assertThat(available).as("the task is woken up").isDone();
        for (int poll = 0; poll < 10; poll++) {
            reader.pollNext(output);
        }
        assertThat(output.records).hasSize(1);
    }

    /** Flink takes an event that finds no task any more for a loss, and restarts the job. */
    @Test
    void doesNotEndBeforeEither() throws Exception {
        reader.notifyNoMoreSplits();
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

        reader.handleSourceEvents(new TopicVouched());

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
    }
}
