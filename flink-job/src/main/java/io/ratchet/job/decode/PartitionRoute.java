package io.ratchet.job.decode;

import io.ratchet.training.batch.Block;
import io.ratchet.training.run.PartitionSpan;

/**
 * The way of one partition's records to one run: how far it has been seen, and what waits to leave.
 * Its blocks follow each other without a gap: each begins where the one before has ended, the first
 * one where the source begins to read.
 */
final class PartitionRoute {
    private final PartitionSpan span;
    private final BlockBuilder builder;
    private long nextOffset;
    private long sentOffset;
    private boolean begun;

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

    /** Notes a record that the run does not read; one behind its end says that it is reached. */
    boolean passedBy(long offset) {
        if (offset < span.end() || nextOffset >= span.end()) {
            return false;
        }
        begun = true;
        return readTo(offset);
    }

    BlockBuilder builder() {
        return builder;
    }

    /** Notes that everything up to this offset has been seen, whether it was accepted or not. */
    void seen(long offset) {
        begun = true;
        nextOffset = offset + 1;
    }

    /**
     * Notes that the source has read everything before an offset. The first time it says where it
     * begins; afterwards, that nothing is left before the offset.
     *
     * @return whether there is something to tell
     */
    boolean readTo(long offset) {
        long inside = Math.max(span.begin(), Math.min(span.end(), offset));
        if (!begun) {
            begun = true;
            nextOffset = inside;
            sentOffset = inside;
            return true;
        }
        nextOffset = Math.max(nextOffset, inside);
        return isPending();
    }

    /** Whether anything was seen since the last block left. */
    boolean isPending() {
        return nextOffset != sentOffset;
    }

    /** What was seen since the last block. */
    Block take() {
        long fromOffset = sentOffset;
        sentOffset = nextOffset;
        return builder.build(fromOffset, nextOffset);
    }
}
