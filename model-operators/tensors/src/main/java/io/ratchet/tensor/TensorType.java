package io.ratchet.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Element type of a tensor. The code is what is stored; equally wide tensors of a batch lie in the
 * order of the constants.
 */
public enum TensorType {
    /** 64-bit float. */
    FLOAT64("F64", 8),
    /** 64-bit signed integer. */
    INT64("I64", 8),
    /** 32-bit float. */
    FLOAT32("F32", 4),
    /** 32-bit signed integer. */
    INT32("I32", 4),
    /** 16-bit float of IEEE 754. */
    FLOAT16("F16", 2),
    /** 8-bit unsigned integer. */
    UINT8("U8", 1);

    /** The types that training computes with and stores; files may hold others as well. */
    public static final List<TensorType> TRAINED = List.of(FLOAT32, INT32, INT64, UINT8);

    private final String code;
    private final int bytes;

    TensorType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The safetensors code of this type, such as {@code F32}. */
    public String code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floats, and so can be NaN. */
    public boolean isFloat() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16;
    }

    /** The type of a safetensors code, if this build reads it. */
    public static Optional<TensorType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /**
     * The type of a safetensors code, for what training computes with or stores.
     *
     * @throws IllegalArgumentException if it is none of {@link #TRAINED}
     */
    public static TensorType trainedOfCode(String code) {
        return ofCode(code)
                .filter(TRAINED::contains)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Unknown tensor type '"
                                                + code
                                                + "'. This build knows F32, I32, I64 and U8."));
    }
}
