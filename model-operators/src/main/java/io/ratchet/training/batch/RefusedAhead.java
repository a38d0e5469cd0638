package io.ratchet.training.batch;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refused records of one slot that training has not come past yet, in their order. But for full
 * ones, there are no more stretches than accepted records.
 */
final class RefusedAhead {
    private final ArrayDeque<RefusedStretch> stretches = new ArrayDeque<>();

    /** Takes in what was refused in a block: an accepted record between two parts them. */
    void add(Block block) {
        int accepted = 0;
        for (RefusedPlace place : block.refused()) {
            int before = accepted;
            while (accepted < block.recordCount() && block.offset(accepted) < place.offset()) {
                accepted++;
            }
            if (accepted > before) {
                closeLast();
            }
            add(block.partition(), place);
        }
        if (accepted < block.recordCount()) {
            closeLast();
        }
    }

    /** Takes in what {@link #remaining()} gave. */
    void restore(RefusedStretch stretch) {
        stretches.addLast(stretch);
    }

    private void add(int partition, RefusedPlace place) {
        RefusedStretch last = stretches.peekLast();
        if (last != null && !last.closed()) {
            stretches.removeLast();
            stretches.addLast(last.and(place));
        } else {
            stretches.addLast(RefusedStretch.of(partition, place));
        }
    }

    private void closeLast() {
        RefusedStretch last = stretches.pollLast();
        if (last != null) {
            stretches.addLast(last.close());
        }
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** Takes the first stretch if it lies before an offset. */
    @Nullable RefusedStretch pollBefore(long offset) {
        RefusedStretch first = stretches.peekFirst();
        return first != null && first.lastOffset() < offset ? stretches.removeFirst() : null;
    }

    /** Takes the first stretch if it is full. */
    @Nullable RefusedStretch pollFull() {
        RefusedStretch first = stretches.peekFirst();
        return first != null && first.isFull() ? stretches.removeFirst() : null;
    }

    List<RefusedStretch> remaining() {
        return List.copyOf(stretches);
    }
}
