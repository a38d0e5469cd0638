package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.serializer.DamagedValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class SinkStateTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/v1/sink-state.bin");

    @Test
    void readsWhatThisVersionHasWrittenForEver() throws IOException {
        if (Boolean.getBoolean("ratchet.golden.write")) {
            Files.write(GOLDEN, written());
        }

        byte[] golden = Files.readAllBytes(GOLDEN);
        assertThat(golden).isEqualTo(written());
        assertThat(read(golden)).usingRecursiveComparison().isEqualTo(state());
    }

    /** Behind the version, which is refused where it is unknown. */
    @Test
    void everyBitThatFlipsIsNoticed() throws IOException {
        byte[] written = written();
        for (int bit = Byte.SIZE; bit < written.length * Byte.SIZE; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(DamagedValueException.class);
        }
    }

    @Test
    void refusesANewerVersion() {
        assertThatThrownBy(() -> read(new byte[] {2})).hasMessageContaining("unknown version 2");
    }

    private static byte[] written() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SinkState.SERIALIZER.serialize(state(), out);
        return out.getCopyOfBuffer();
    }

    private static SinkState read(byte[] bytes) throws IOException {
        return SinkState.SERIALIZER.deserialize(new DataInputDeserializer(bytes));
    }

    private static SinkState state() {
        return new SinkState(
                Map.of("m", new Uuid(7, 9)),
                Map.of(new TopicPartition("m", 0), 41L),
                Positions.of(List.of(PositionsTest.step(3), PositionsTest.step(7))),
                List.of(
                        new SinkState.Prepared(
                                "ratchet/job/1/0",
                                12,
                                (short) 3,
                                Positions.of(List.of(PositionsTest.state(5))))));
    }
}
