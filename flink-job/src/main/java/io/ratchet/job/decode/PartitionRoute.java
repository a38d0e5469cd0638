package io.ratchet.job.decode;

import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RefusalCount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The way of one partition's records to one run: how far it has been seen, and what waits to leave.
 * Its blocks follow each other without a gap: each begins where the one before has ended, the first
 * one where the source begins to read.
 */
final class PartitionRoute {
    /** So many refused records fill a block. */
    private static final int FULL = 512;

    private final PartitionSpan span;
    private final BlockBuilder builder;
    private final List<RefusedPlace> refused = new ArrayList<>();
    private final Set<String> reasons = new HashSet<>();
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

    /** Whether its records are only looked at, and not trained with. */
    boolean isWatched() {
        return span.watched();
    }

    BlockBuilder builder() {
        return builder;
    }

    /** Notes a record that was refused. Of each reason, a block has one detail. */
    void refuse(long offset, String reason, String detail) {
        refused.add(
                new RefusedPlace(
                        offset, reason, reasons.add(reason) ? RefusalCount.shorten(detail) : ""));
    }

    /** Whether it is time for what was seen to leave. */
    boolean isFull() {
        return builder.isFull() || refused.size() >= FULL;
    }

    /** Whether there is something that should not wait for the next barrier. */
    boolean isUrgent() {
        return isPending() && (!span.watched() || !refused.isEmpty() || nextOffset >= span.end());
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
        Block block = builder.build(fromOffset, nextOffset, refused);
        refused.clear();
        reasons.clear();
        return block;
    }
}
