package io.ratchet.training.stored;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final TensorLayout WEIGHT =
            new TensorLayout("b", TensorRole.PARAMETER, TensorType.FLOAT32, List.of(2, 1));
    private static final TensorLayout BIAS =
            new TensorLayout("a", TensorRole.PARAMETER, TensorType.FLOAT32, List.of());
    private static final TensorLayout COUNT =
            new TensorLayout("ä", TensorRole.BUFFER, TensorType.INT64, List.of());
    private static final TensorLayout MOMENT =
            new TensorLayout("a#sum", TensorRole.MOMENT, TensorType.FLOAT32, List.of());

    @Test
    void runsOverTheDocumentedBytes() throws Exception {
        HeapHostTensors tensors = tensors(new Layout(List.of(WEIGHT, MOMENT, COUNT, BIAS), 64));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text(bytes, "ratchet-fingerprint-1");
        number(bytes, 4, 2);
        text(bytes, "a");
        text(bytes, "F32");
        number(bytes, 4, 0);
        number(bytes, 8, 4);
        number(bytes, 4, 3);
        text(bytes, "b");
        text(bytes, "F32");
        number(bytes, 4, 2);
        number(bytes, 8, 2);
        number(bytes, 8, 1);
        number(bytes, 8, 8);
        number(bytes, 4, 1);
        number(bytes, 4, 2);
        number(bytes, 4, 1);
        text(bytes, "ä");
        text(bytes, "I64");
        number(bytes, 4, 0);
        number(bytes, 8, 8);
        number(bytes, 8, 5);
        number(bytes, 4, 1);
        text(bytes, "a#sum");
        text(bytes, "F32");
        number(bytes, 4, 0);
        number(bytes, 8, 4);
        number(bytes, 4, 7);
        number(bytes, 8, 1200);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

        assertThat(Fingerprint.of(tensors, 1200)).isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void doesNotDependOnOrderOrChunks() {
        HeapHostTensors one = tensors(new Layout(List.of(WEIGHT, BIAS, COUNT, MOMENT), 64));
        HeapHostTensors other = tensors(new Layout(List.of(MOMENT, COUNT, BIAS, WEIGHT), 128));

        assertThat(Fingerprint.of(one, 3)).isEqualTo(Fingerprint.of(other, 3));
    }

    @Test
    void changesWithEveryBitAndWithTheStep() {
        HeapHostTensors tensors = tensors(new Layout(List.of(WEIGHT, BIAS, COUNT, MOMENT), 64));
        String before = Fingerprint.of(tensors, 3);

        assertThat(Fingerprint.of(tensors, 4)).isNotEqualTo(before);
        for (int tensor = 0; tensor < 4; tensor++) {
            for (int offset = 0; offset < tensors.view(tensor).limit(); offset++) {
                tensors.flipBit(tensor, offset);
                assertThat(Fingerprint.of(tensors, 3)).isNotEqualTo(before);
                tensors.flipBit(tensor, offset);
            }
        }
        assertThat(Fingerprint.of(tensors, 3)).isEqualTo(before);
    }

    /** Every tensor holds small integers that tell it apart. */
    private static HeapHostTensors tensors(Layout layout) {
        HeapHostTensors tensors = new HeapHostTensors(layout);
        for (int tensor = 0; tensor < layout.tensors().size(); tensor++) {
            switch (layout.tensors().get(tensor).name()) {
                case "b" -> tensors.write(tensor, 0, new byte[] {1, 0, 0, 0, 2, 0, 0, 0});
                case "a" -> tensors.write(tensor, 0, new byte[] {3});
                case "a#sum" -> tensors.write(tensor, 0, new byte[] {7});
                default -> tensors.write(tensor, 0, new byte[] {5});
            }
        }
        return tensors;
    }

    private static void text(ByteArrayOutputStream bytes, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(bytes, 4, encoded.length);
        bytes.writeBytes(encoded);
    }

    private static void number(ByteArrayOutputStream bytes, int width, long value) {
        ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.write(number.putLong(value).array(), 0, width);
    }
}
