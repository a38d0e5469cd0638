package io.ratchet.operator.live;

import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.run.Progress;
import io.ratchet.training.stored.ChunkChange;
import java.util.List;

/**
 * An instance as it stood at a step boundary, ready to be stored.
 *
 * @param live the instance
 * @param progress its progress
 * @param changes the chunks that differ from what is stored
 * @param pending what was still to be done for it, in order
 */
public record Snapshot(
        LiveInstance live, Progress progress, List<ChunkChange> changes, List<Pending> pending) {
    public Snapshot {
        pending = List.copyOf(pending);
    }

    /** Takes the image. Only while no step of the instance runs. */
    public static Snapshot take(LiveInstance live, List<Pending> pending) {
        return new Snapshot(live, live.instance().progress(), live.changes(), pending);
    }

    public long changedBytes() {
        long bytes = 0;
        for (ChunkChange change : changes) {
            bytes += change.bytes().length;
        }
        return bytes;
    }
}
