package io.ratchet.job.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.operator.serializer.DamagedValueException;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class RawRecordSerializerTest {
    @Test
    void aHeaderMayBeAsLongAsItsProducerLikes() throws IOException {
        Header header = new RecordHeader("n".repeat(100_000), new byte[] {1});
        DataOutputSerializer target = new DataOutputSerializer(64);

        RawRecordSerializer.INSTANCE.serialize(
                new RawRecord(3, 4, null, new byte[] {5}, List.of(header)), target);
        RawRecord read =
                RawRecordSerializer.INSTANCE.deserialize(
                        new DataInputDeserializer(target.getCopyOfBuffer()));

        assertThat(read.offset()).isEqualTo(4);
        assertThat(read.headers()).containsExactly(header);
    }

    /** Behind the version, which is refused where it is unknown. */
    @Test
    void everyBitThatFlipsIsNoticed() throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        Header header = new RecordHeader("format", new byte[] {1});
        RawRecordSerializer.INSTANCE.serialize(
                new RawRecord(3, 4, null, new byte[] {5}, List.of(header)), target);
        byte[] written = target.getCopyOfBuffer();
        for (int bit = Byte.SIZE; bit < written.length * Byte.SIZE; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertThatThrownBy(
                            () ->
                                    RawRecordSerializer.INSTANCE.deserialize(
                                            new DataInputDeserializer(damaged)))
                    .as("bit %s", bit)
                    .isInstanceOf(DamagedValueException.class);
        }
    }
}
