package io.ratchet.job.decode;

import io.ratchet.training.batch.Block;
import io.ratchet.training.run.PartitionSpan;

/**
 * The way of one partition's records to one run: how far it has been seen, and what waits to leave.
 */
final class PartitionRoute {
    private final PartitionSpan span;
    private final BlockBuilder builder;
    private long nextOffset;
    private long sentOffset;

    PartitionRoute(PartitionSpan span, BlockBuilder builder) {
        this.span = span;
        this.builder = builder;
        this.nextOffset = span.begin();
        this.sentOffset = span.begin();
    }

    /** Whether the run reads this offset. */
    boolean holds(long offset) {
        return offset >= span.begin() && offset < span.end();
    }

    BlockBuilder builder() {
        return builder;
    }

    /** Notes that everything up to this offset has been seen, whether it was accepted or not. */
    void seen(long offset) {
        nextOffset = offset + 1;
    }

    /** Whether anything was seen since the last block left. */
    boolean isPending() {
        return nextOffset != sentOffset;
    }

    /** What was seen since the last block. */
    Block take() {
        sentOffset = nextOffset;
        return builder.build(nextOffset);
    }
}
