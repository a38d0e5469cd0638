package io.ratchet.job.decode;

import io.ratchet.kafka.topic.KeyPartitioner;

/** Says whose partitioner has put a key where a run does not look for it. */
final class ByOtherPartitioner {
    private ByOtherPartitioner() {}

    /**
     * To be put behind a refusal's detail; empty where no partitioner that is known puts it there.
     */
    static String hint(byte[] key, RunInput input, int partition) {
        for (KeyPartitioner partitioner : KeyPartitioner.values()) {
            if (partitioner.partitionOf(key, input.spans().size()) == partition) {
                return "; it stands where that of "
                        + partitioner.code()
                        + " puts it: if the topic's producers use it, set the input's partitioner to "
                        + partitioner.code();
            }
        }
        return "";
    }
}
