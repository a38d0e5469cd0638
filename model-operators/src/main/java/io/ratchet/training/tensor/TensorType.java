package io.ratchet.training.tensor;

/** Element type of a tensor. The code is what is stored; the order of the constants is not. */
public enum TensorType {
    FLOAT32("F32", 4),
    INT32("I32", 4),
    INT64("I64", 8),
    UINT8("U8", 1);

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

    /** The type of a safetensors code; refuses codes that this build does not know. */
    public static TensorType ofCode(String code) {
        for (TensorType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "Unknown tensor type '" + code + "'. This build knows F32, I32, I64 and U8.");
    }
}
