package io.ratchet.training.batch;

/** Takes ranges of offsets. */
@FunctionalInterface
public interface RangeTaker {
    /**
     * Takes consecutive records.
     *
     * @param partition their partition
     * @param from the first offset
     * @param to the offset after the last one
     */
    void take(int partition, long from, long to);
}
