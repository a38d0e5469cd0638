package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.TransactionOwnership;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class WriterMemorySerializerTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/v1001/writer-memory.bin");
    private static final SimpleVersionedSerializer<KafkaWriterState> KAFKA = connector();
    private static final KafkaWriterState STATE =
            new KafkaWriterState(
                    "ratchet/job/1/2.abcdefgh/metrics-sink",
                    0,
                    1,
                    TransactionOwnership.IMPLICIT_BY_SUBTASK_ID,
                    List.of(new CheckpointTransaction("ratchet/job/1/2.abcdefgh/m-0-7", 7)));

    private final WriterMemorySerializer serializer = new WriterMemorySerializer(KAFKA);

    @Test
    void readsWhatThisVersionHasWrittenForEver() throws IOException {
        WriterMemory memory =
                new WriterMemory(
                        STATE,
                        Optional.of(
                                new TopicMemory(
                                        Map.of(
                                                new Track("r", 1, "r/k"),
                                                new TopicMemory.Mark(new Position(9, 1), 3)),
                                        List.of(Map.of(0, 5L), Map.of(0, 11L)))));
        if (Boolean.getBoolean("ratchet.golden.write")) {
            Files.write(GOLDEN, serializer.serialize(memory));
        }
        byte[] golden = Files.readAllBytes(GOLDEN);
        assertThat(serializer.deserialize(WriterMemorySerializer.VERSION, golden))
                .isEqualTo(memory);
        assertThat(serializer.serialize(memory)).isEqualTo(golden);
    }

    @Test
    void readsWhatTheConnectorAloneHasWritten() throws IOException {
        assertThat(serializer.deserialize(KAFKA.getVersion(), KAFKA.serialize(STATE)))
                .isEqualTo(new WriterMemory(STATE, Optional.empty()));
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> serializer.deserialize(1002, new byte[0]))
                .hasMessageContaining("unknown version 1002, this build reads up to 1001");
    }

    private static SimpleVersionedSerializer<KafkaWriterState> connector() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "nowhere:1");
        KafkaRecordSerializationSchema<String> schema = (element, context, timestamp) -> null;
        return KafkaSink.<String>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(schema)
                .build()
                .getWriterStateSerializer();
    }
}
