package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.decode.RawRecord;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MarkingReaderTest {
    @Test
    void saysWhereItBeginsAndThatItHasComeToTheEnd() throws Exception {
        NavigableMap<Long, String> log = new TreeMap<>();
        log.put(7L, "1,a,2");
        log.put(9L, "1,a,2");
        MarkingReader reader = new MarkingReader(new ModelReader(List.of(log), 500, new Random(1)));
        CollectingOutput output = new CollectingOutput();
        reader.addSplits(List.of(new KafkaPartitionSplit(new TopicPartition("topic", 0), 4, 20)));

        for (int poll = 0; poll < 100; poll++) {
            reader.pollNext(output);
        }

        assertThat(output.records)
                .extracting(RawRecord::isMark)
                .containsExactly(true, false, false, true);
        assertThat(output.records.get(0).markedOffset()).isEqualTo(4);
        assertThat(output.records.get(1).offset()).isEqualTo(7);
        assertThat(output.records.get(3).markedOffset()).isEqualTo(20);
    }
}
