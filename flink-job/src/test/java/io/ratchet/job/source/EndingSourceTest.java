package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.operator.serializer.DamagedValueException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.AssignmentStatus;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EndingSourceTest {
    private static final KafkaPartitionSplit SPLIT =
            new KafkaPartitionSplit(new TopicPartition("rows", 3), 512, 8000);

    private final EndingSource source =
            EndingSource.unpaced(
                    KafkaSource.<RawRecord>builder()
                            .setBootstrapServers("nowhere:9092")
                            .setTopics("rows")
                            .setDeserializer(new RawRecordSchema())
                            .build(),
                    new ReadTopic("rows", "", Map.of()),
                    "start");

    @Test
    void everyBitThatFlipsInAPositionIsNoticed() throws IOException {
        assertNoticed(source.getSplitSerializer(), SPLIT);
        KafkaPartitionSplit restored =
                source.getSplitSerializer()
                        .deserialize(
                                source.getSplitSerializer().getVersion(),
                                source.getSplitSerializer().serialize(SPLIT));
        assertThat(restored).isEqualTo(SPLIT);
    }

    @Test
    void everyBitThatFlipsInTheListOfPartitionsIsNoticed() throws IOException {
        KafkaSourceEnumState list =
                new KafkaSourceEnumState(
                        Set.of(new SplitAndAssignmentStatus(SPLIT, AssignmentStatus.ASSIGNED)),
                        true);
        SimpleVersionedSerializer<PartitionList> serializer =
                source.getEnumeratorCheckpointSerializer();
        byte[] bytes = serializer.serialize(() -> list);
        assertThat(serializer.deserialize(serializer.getVersion(), bytes).read().assignedSplits())
                .containsExactly(SPLIT);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            PartitionList read =
                    serializer.deserialize(serializer.getVersion(), flipped(bytes, bit));

            assertThatThrownBy(read::read)
                    .as("bit %s", bit)
                    .isInstanceOf(DamagedValueException.class);
        }
    }

    private static <T> void assertNoticed(SimpleVersionedSerializer<T> serializer, T value)
            throws IOException {
        byte[] bytes = serializer.serialize(value);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] damaged = flipped(bytes, bit);

            assertThatThrownBy(() -> serializer.deserialize(serializer.getVersion(), damaged))
                    .as("bit %s", bit)
                    .isInstanceOf(DamagedValueException.class);
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return damaged;
    }
}
