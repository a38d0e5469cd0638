package io.ratchet.kafka.batch;

import io.ratchet.tensor.TensorType;
import java.nio.ByteBuffer;

/** Looks at the elements of a tensor, of whichever type. */
final class TensorElements {
    private TensorElements() {}

    /** The index of the first element that is NaN or infinite; -1 if all are finite. */
    static long firstNotFinite(TensorView tensor) {
        ByteBuffer data = tensor.data();
        int end = data.limit();
        switch (tensor.type()) {
            case FLOAT32 -> {
                for (int at = 0; at < end; at += 4) {
                    if ((data.getInt(at) & 0x7f80_0000) == 0x7f80_0000) {
                        return at / 4;
                    }
                }
            }
            case FLOAT64 -> {
                for (int at = 0; at < end; at += 8) {
                    if (!Double.isFinite(data.getDouble(at))) {
                        return at / 8;
                    }
                }
            }
            case FLOAT16 -> {
                for (int at = 0; at < end; at += 2) {
                    if ((data.getShort(at) & 0x7c00) == 0x7c00) {
                        return at / 2;
                    }
                }
            }
            case INT64, INT32, UINT8 -> {}
        }
        return -1;
    }

    /** The integer at the index, for the types that are integers. */
    static long integerAt(TensorType type, ByteBuffer data, int index) {
        return switch (type) {
            case INT64 -> data.getLong(8 * index);
            case INT32 -> data.getInt(4 * index);
            case UINT8 -> data.get(index) & 0xff;
            case FLOAT64, FLOAT32, FLOAT16 ->
                    throw new IllegalStateException(type.code() + " is no integer type");
        };
    }
}
