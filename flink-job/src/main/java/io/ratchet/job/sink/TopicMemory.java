package io.ratchet.job.sink;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint remembers of a topic that is written to.
 *
 * @param tracks how far each track that moved lately had come with the checkpoint's transactions
 * @param ends where the topic ended, by partition, at the last snapshots, oldest first
 */
record TopicMemory(Map<Track, Mark> tracks, List<Map<Integer, Long>> ends) {
    TopicMemory {
        tracks = Map.copyOf(tracks);
        ends = List.copyOf(ends);
        if (ends.isEmpty()) {
            throw new IllegalArgumentException(
                    "What a checkpoint remembers of a topic names no end of it; the restore would"
                            + " not know where to read.");
        }
    }

    /**
     * Where a track stood.
     *
     * @param position how far it had come
     * @param age how many snapshots ago it moved last; 0 if it was with the last one
     */
    record Mark(Position position, int age) {}

    /** Everything that stands before these offsets was committed long before. */
    Map<Integer, Long> since() {
        return ends.get(0);
    }
}
