package io.ratchet.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

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
}
