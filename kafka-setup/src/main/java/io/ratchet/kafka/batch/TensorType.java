package io.ratchet.kafka.batch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element types of tensors; their names are the format's own. */
public enum TensorType {
    /** 64-bit float. */
    F64(8),
    /** 64-bit signed integer. */
    I64(8),
    /** 32-bit float. */
    F32(4),
    /** 32-bit signed integer. */
    I32(4),
    /** 16-bit float of IEEE 754. */
    F16(2),
    /** 8-bit unsigned integer. */
    U8(1);

    private final int byteCount;

    TensorType(int byteCount) {
        this.byteCount = byteCount;
    }

    /** Bytes of one element. */
    public int byteCount() {
        return byteCount;
    }

    /** Whether elements are floats, and so can be NaN. */
    public boolean isFloat() {
        return this == F64 || this == F32 || this == F16;
    }

    /** The type with this name in the format, if this build knows it. */
    public static Optional<TensorType> ofName(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The index of the first element that is NaN or infinite; -1 if all are finite. */
    long firstNotFinite(ByteBuffer data) {
        int end = data.limit();
        switch (this) {
            case F32 -> {
                for (int at = 0; at < end; at += 4) {
                    if ((data.getInt(at) & 0x7f80_0000) == 0x7f80_0000) {
                        return at / 4;
                    }
                }
            }
            case F64 -> {
                for (int at = 0; at < end; at += 8) {
                    if (!Double.isFinite(data.getDouble(at))) {
                        return at / 8;
                    }
                }
            }
            case F16 -> {
                for (int at = 0; at < end; at += 2) {
                    if ((data.getShort(at) & 0x7c00) == 0x7c00) {
                        return at / 2;
                    }
                }
            }
            case I64, I32, U8 -> {}
        }
        return -1;
    }

    /** The integer at the index, for the types that are integers. */
    long integerAt(ByteBuffer data, int index) {
        return switch (this) {
            case I64 -> data.getLong(8 * index);
            case I32 -> data.getInt(4 * index);
            case U8 -> data.get(index) & 0xff;
            case F64, F32, F16 -> throw new IllegalStateException(this + " is no integer type");
        };
    }
}
