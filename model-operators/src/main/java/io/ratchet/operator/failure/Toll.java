package io.ratchet.operator.failure;

/** What a restart without progress costs a job. */
public enum Toll {
    /** One of the restarts that it has, and time. */
    RESTARTS,
    /** Time only: brokers, machines or storage are away, and come back. */
    TIME
}
