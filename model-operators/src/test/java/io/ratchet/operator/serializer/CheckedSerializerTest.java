package io.ratchet.operator.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

final class CheckedSerializerTest {
    private final CheckedSerializer<String> serializer =
            new CheckedSerializer<>("text", new TextSerializer());

    @Test
    void readsWhatItWrote() throws IOException {
        byte[] bytes = serializer.serialize("rows-3 at 512");

        assertThat(serializer.deserialize(serializer.getVersion(), bytes))
                .isEqualTo("2: rows-3 at 512");
    }

    @Test
    void noticesEveryBitThatFlips() throws IOException {
        byte[] bytes = serializer.serialize("rows-3 at 512");
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThatThrownBy(() -> serializer.deserialize(serializer.getVersion(), damaged))
                    .as("bit %s", bit)
                    .isInstanceOf(DamagedValueException.class)
                    .hasMessage("a text fails its CRC-32C");
        }
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int version = serializer.getVersion() ^ (1 << bit);

            assertThatThrownBy(() -> serializer.deserialize(version, bytes))
                    .as("bit %s of the version", bit)
                    .isInstanceOf(DamagedValueException.class);
        }
    }

    @Test
    void noticesThatSomethingIsCutOff() throws IOException {
        byte[] bytes = serializer.serialize("");
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> serializer.deserialize(serializer.getVersion(), cut))
                    .isInstanceOf(DamagedValueException.class);
        }
    }

    @Test
    void saysWhatToDoWithWhatAnotherBuildWrote() {
        byte[] bytes = "rows-3 at 512".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> serializer.deserialize(0, bytes))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageContaining("unknown version 0, this build reads 7201")
                .hasMessageContaining("'resume: never'");
    }

    private static final class TextSerializer implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 2;
        }

        @Override
        public byte[] serialize(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] bytes) {
            return version + ": " + new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
