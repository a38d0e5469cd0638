package io.ratchet.kafka.topic;

/** Whether partitions may be added to a topic that exists. */
public enum PartitionGrowth {
    /**
     * They may not: a key's records move to another partition, and the order in which a run takes
     * its records changes, so that a resumed run no longer gives the bits of an undisturbed one.
     */
    REFUSED,
    /** They may; whoever says so knows that no run depends on the topic's order. */
    ALLOWED
}
