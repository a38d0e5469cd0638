package io.ratchet.job;

/**
 * The uids and names of all operators; those of sources are told by {@link
 * io.ratchet.job.discovery.SourceName}. A uid is how a restore finds an operator's state: it never
 * changes. The names are what the web UI shows.
 */
public final class OperatorNames {
    /** TRAIN. */
    public static final String TRAIN = "train";

    /** The sink of all output topics. */
    public static final String SINK = "sink";

    static final String STEP_RECORDS = "step-records";
    static final String RUN_STATES = "run-states";
    static final String REFUSED_RECORDS = "refused-records";
    static final String POISONED_BATCHES = "poisoned-batches";

    /** How the sink is shown; the topics that it writes come behind it. */
    public static final String WRITES = "write ";

    private OperatorNames() {}

    /** Decode behind a source of this name. */
    public static String decode(String name) {
        return "decode-" + name;
    }
}
