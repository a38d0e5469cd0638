package io.ratchet.operator.end;

import io.ratchet.operator.live.LiveInstance;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The final models that are written when the end of their run is in a complete checkpoint.
 *
 * <p><b>Threading</b>: the task thread.
 */
public final class AwaitedModels {
    private final ModelPublisher publisher;
    private final Map<LiveInstance, Long> publishAfter = new HashMap<>();

    public AwaitedModels(ModelPublisher publisher) {
        this.publisher = publisher;
    }

    /** The model of an instance, where it has one to write, waits for a checkpoint. */
    public void await(LiveInstance live, long checkpointId) {
        if (live.isUnpublished()) {
            publishAfter.putIfAbsent(live, checkpointId);
        }
    }

    public void checkpointComplete(long checkpointId) throws IOException {
        Iterator<Map.Entry<LiveInstance, Long>> entries = publishAfter.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<LiveInstance, Long> entry = entries.next();
            if (entry.getValue() <= checkpointId) {
                publish(entry.getKey());
                entries.remove();
            }
        }
    }

    public void publish(LiveInstance live) throws IOException {
        publisher.publish(live);
        live.setUnpublished(false);
    }
}
