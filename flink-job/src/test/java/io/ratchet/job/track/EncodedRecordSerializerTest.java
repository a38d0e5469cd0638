package io.ratchet.job.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.serializer.DamagedValueException;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EncodedRecordSerializerTest {
    private static final EncodedRecord RECORD =
            new EncodedRecord(
                    "metrics",
                    "r",
                    List.of(new byte[] {1, 2, 3}, new byte[0]),
                    List.of(TrackRange.at(new Track("metrics", "r", 1, "steps"), 7)));

    @Test
    void readsWhatItWrote() throws IOException {
        assertThat(read(written())).usingRecursiveComparison().isEqualTo(RECORD);
    }

    /** Behind the version, which is refused where it is unknown. */
    @Test
    void everyBitThatFlipsIsNoticed() throws IOException {
        byte[] written = written();
        for (int bit = Byte.SIZE; bit < written.length * Byte.SIZE; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertThatThrownBy(() -> read(damaged))
                    .as("bit %s", bit)
                    .isInstanceOf(DamagedValueException.class);
        }
    }

    private static byte[] written() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        EncodedRecordSerializer.INSTANCE.serialize(RECORD, out);
        return out.getCopyOfBuffer();
    }

    private static EncodedRecord read(byte[] bytes) throws IOException {
        return EncodedRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
    }
}
