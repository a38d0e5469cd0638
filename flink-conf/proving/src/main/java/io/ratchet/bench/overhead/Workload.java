package io.ratchet.bench.overhead;

/**
 * Something to train, in all the ways that are compared.
 *
 * @param name in tables
 * @param id of its jobs and topics
 * @param runs the configuration's section {@code runs}, reading the topic {@link #topic()}
 * @param prepared the same model over batches that were prepared beforehand; empty where the topic
 *     holds such batches anyway
 * @param data what fills the topic
 * @param recordsPerBatch records of a batch: its rows, or 1 where a record is a batch
 * @param rowsPerBatch rows of a batch
 * @param stepsPerSecond more than a machine of this class does, for the length of the topic
 */
record Workload(
        String name,
        String id,
        String runs,
        String prepared,
        Data data,
        int recordsPerBatch,
        int rowsPerBatch,
        int stepsPerSecond) {
    /** What the topics hold. */
    enum Data {
        /** Flights as JSON rows. */
        FLIGHTS,
        /** Fashion-MNIST as batches of 64 images. */
        FASHION
    }

    /** Its topic. */
    String topic() {
        return "bench-" + id;
    }

    /** The topic of prepared batches. */
    String preparedTopic() {
        return topic() + "-prepared";
    }

    /** Whether there is a form with prepared batches to compare. */
    boolean hasPrepared() {
        return !prepared.isEmpty();
    }
}
