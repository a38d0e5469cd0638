package io.ratchet.job.source;

import io.ratchet.operator.IntakeBoard;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Who of a run's readers has asked for credit, and is still to be answered.
 *
 * <p>A reader is told only what it has asked for, and does not end before it was told: see {@link
 * PacedReader}.
 *
 * <p><b>Threading</b>: one thread.
 */
final class CreditDesk {
    private final Map<Integer, Long> seenBySubtask = new HashMap<>();

    /** A reader has asked. */
    void asked(int subtask, CreditRequest request) {
        seenBySubtask.put(subtask, request.seen());
    }

    /** Whether a reader waits for an answer. */
    boolean isAsked(int subtask) {
        return seenBySubtask.containsKey(subtask);
    }

    /** A reader is gone, or begins anew. */
    void forget(int subtask) {
        seenBySubtask.remove(subtask);
    }

    /** Answers everybody who does not know it yet. */
    void answer(IntakeBoard.Posted latest, BiConsumer<Integer, Credit> to) {
        Iterator<Map.Entry<Integer, Long>> entries = seenBySubtask.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Integer, Long> entry = entries.next();
            if (entry.getValue() < latest.version()) {
                entries.remove();
                to.accept(entry.getKey(), new Credit(latest.version(), latest.partitions()));
            }
        }
    }
}
