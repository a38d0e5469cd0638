package io.ratchet.operator;

import io.ratchet.operator.live.LiveInstance;
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

    /** All that is still to be done for an instance. */
    List<Pending> of(LiveInstance live) {
        return live.pending(queued.getOrDefault(live, List.of()));
    }
}
