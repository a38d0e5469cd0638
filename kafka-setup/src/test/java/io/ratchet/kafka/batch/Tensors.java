package io.ratchet.kafka.batch;

import io.ratchet.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Short ways to make tensors. */
public final class Tensors {
    private Tensors() {}

    /** A file of the reference implementation: "input" F32[5, 6], "label" I64[5]. */
    public static byte[] fixture() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Tensors.class.getResourceAsStream("batch.safetensors"))) {
            return in.readAllBytes();
        }
    }

    public static TensorView of(String name, TensorType type, long[] shape, int... bytes) {
        ByteBuffer data = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) {
            data.put((byte) value);
        }
        return new TensorView(name, type, shape, data.flip());
    }
}
