package io.ratchet.operator.live;

/** The names of TRAIN's states. They are in every checkpoint: never change one. */
final class StateNames {
    static final String CONTRACT = "contract";
    static final String ENVIRONMENT = "environment";
    static final String HISTORY = "history";
    static final String PROGRESS = "progress";
    static final String LAYOUT = "layout";
    static final String CHUNKS = "chunks";
    static final String ASSEMBLY = "assembly";
    static final String PENDING = "pending";
    static final String PACKED = "packed";

    private StateNames() {}
}
