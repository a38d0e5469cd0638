package io.ratchet.job;

/**
 * The uids and names of all operators. A uid is how a restore finds an operator's state: it never
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

    /**
     * The name of a source's operators in a job that was gone on with after its end: with another
     * one they begin where its runs stand, and not where the source stood, which had read on.
     *
     * @param name a topic, or a topic and a run; neither has two slashes one after the other
     * @param ends how often the job had ended
     */
    static String behindEnd(String name, int ends) {
        return ends == 0 ? name : name + "//" + ends;
    }

    /**
     * A source.
     *
     * @param name a topic, or a topic and a run
     */
    public static String source(String name) {
        return "source-" + name;
    }

    /** Decode behind a source of this name. */
    public static String decode(String name) {
        return "decode-" + name;
    }
}
