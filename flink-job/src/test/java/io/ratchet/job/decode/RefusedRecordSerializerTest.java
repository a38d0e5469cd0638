package io.ratchet.job.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.serializer.DamagedValueException;
import io.ratchet.operator.serializer.UnknownVersionException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedRecordSerializerTest {
    private static final RefusedRecord RECORD =
            new RefusedRecord(
                    "r",
                    2,
                    "rows",
                    3,
                    41,
                    "malformed",
                    "column 'ä' has no number",
                    5,
                    "ab12",
                    new byte[] {'1', ',', 'x', ',', (byte) 0xff},
                    1234567L);

    /** Version 1 has no checksum; an unaligned checkpoint of an earlier build may hold it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsWhatEveryVersionWrote(int version) throws IOException {
        assertThat(read(golden(version))).usingRecursiveComparison().isEqualTo(RECORD);
    }

    @Test
    void writesTheNewestVersion() throws IOException {
        assertThat(written()).isEqualTo(golden(RefusedRecordSerializer.VERSION));
    }

    /** Behind the version, which is refused where it is unknown. */
    @Test
    void everyBitThatFlipsIsNoticed() throws IOException {
        byte[] written = written();
        for (int bit = 0; bit < written.length * Byte.SIZE; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertThatThrownBy(() -> read(damaged))
                    .as("bit %s", bit)
                    .isInstanceOf(
                            bit < Byte.SIZE
                                    ? UnknownVersionException.class
                                    : DamagedValueException.class);
        }
    }

    /** Of version 1, whose lengths nothing vouches for. */
    @Test
    void aDamagedLengthAsksForNoMoreMemoryThanThereIs() throws IOException {
        byte[] written = golden(1);
        int length = 1 + 3 + 4 + 6 + 4 + 8 + 11;
        written[length] = 0x7f;

        assertThatThrownBy(() -> read(written)).isInstanceOf(EOFException.class);
    }

    private static byte[] written() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        RefusedRecordSerializer.INSTANCE.serialize(RECORD, out);
        return out.getCopyOfBuffer();
    }

    private static RefusedRecord read(byte[] bytes) throws IOException {
        return RefusedRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
    }

    private static byte[] golden(int version) throws IOException {
        return Files.readAllBytes(
                Path.of("src/test/resources/golden/v" + version + "/refused-record.bin"));
    }
}
