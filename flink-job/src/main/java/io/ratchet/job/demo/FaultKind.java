package io.ratchet.job.demo;

/** Where a fault strikes. */
enum FaultKind {
    /** An exception in the training step. */
    STEP("exception in a training step"),
    /** An error in the thread that fetches from Kafka. */
    SOURCE("error in the Kafka source"),
    /** An error while a result is handed to the Kafka producer. */
    SINK("error in the Kafka sink"),
    /** The whole Flink cluster is closed hard. */
    CLUSTER("whole cluster closed hard");

    private final String title;

    FaultKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
