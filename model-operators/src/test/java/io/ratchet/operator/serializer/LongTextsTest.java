package io.ratchet.operator.serializer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.training.batch.Places;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What somebody else has written, and may be of any length, is stored at any length. */
class LongTextsTest {
    private static final String LONG = "ä".repeat(100_000);

    @Test
    void textsBeyond64KibibytesComeBack() throws IOException {
        TreeMap<String, String> texts = new TreeMap<>();
        texts.put("columns", LONG);
        PoisonedBatch batch =
                new PoisonedBatch("run", "run", 1, 2, "loss", LONG, Places.of(0, 1, 2), 3);

        assertThat(again(TextMapSerializer.INSTANCE, texts)).isEqualTo(texts);
        assertThat(again(PoisonedBatchSerializer.INSTANCE, batch)).isEqualTo(batch);
    }

    private static <T> T again(VersionedSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        serializer.serialize(value, target);
        return serializer.deserialize(new DataInputDeserializer(target.getCopyOfBuffer()));
    }
}
