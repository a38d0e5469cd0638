package io.ratchet.training.stored;

/** What a tensor is to its instance. The code is what is stored. */
public enum TensorRole {
    /** Updated by the optimizer. */
    PARAMETER("parameter"),
    /** Changed by the forward pass, such as a running mean. */
    BUFFER("buffer"),
    /** The optimizer's, for a parameter. */
    MOMENT("moment");

    private final String code;

    TensorRole(String code) {
        this.code = code;
    }

    /** The name in state and files. */
    public String code() {
        return code;
    }

    /** The role of a code; refuses codes that this build does not know. */
    public static TensorRole ofCode(String code) {
        for (TensorRole role : values()) {
            if (role.code.equals(code)) {
                return role;
            }
        }
        throw new IllegalArgumentException("Unknown tensor role '" + code + "'.");
    }
}
