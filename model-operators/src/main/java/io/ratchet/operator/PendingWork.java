package io.ratchet.operator;

import io.ratchet.operator.serializer.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is still to be done while training is paused, instance by instance, in order.
 *
 * @param queued the tasks of the queue
 */
record PendingWork(Map<LiveInstance, List<Pending>> queued) {
    static PendingWork of(List<Work> queue) {
        Map<LiveInstance, List<Pending>> queued = new HashMap<>();
        for (Work work : queue) {
            queued.computeIfAbsent(work.live(), live -> new ArrayList<>()).add(work.task());
        }
        return new PendingWork(queued);
    }

    /**
     * Of an instance: what is queued, then its model.
     *
     * @throws IllegalStateException if batches are on their way into the queue, where nobody would
     *     find them: Flink begins no checkpoint while an operator waits for room
     */
    List<Pending> of(LiveInstance live) {
        if (!live.ready().isEmpty()) {
            throw new IllegalStateException(
                    "A checkpoint has come while "
                            + live.ready().size()
                            + " batches of instance '"
                            + live.key()
                            + "' were on their way into the queue; they would be lost. The job goes"
                            + " on from the checkpoint before. Please report this.");
        }
        List<Pending> pending = new ArrayList<>(queued.getOrDefault(live, List.of()));
        if (live.isUnpublished()) {
            pending.add(new Pending.Publish());
        }
        return pending;
    }
}
