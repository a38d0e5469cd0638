package io.ratchet.job.sink;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a writer has handed to transactions lately: how far each track has come, and where the topic
 * ended at each of the last snapshots.
 *
 * <p>Only what moved within {@link #SNAPSHOTS} snapshots is kept. What is older has long been
 * committed, because a commit that fails ends the attempt, and so do a few checkpoints that fail.
 * So a restore need not read more of the topic than what was written since.
 */
final class PassedTracks {
    /** Several times as many as the checkpoints in a row that may fail. */
    static final int SNAPSHOTS = 16;

    private final Map<Track, Passed> tracks = new HashMap<>();
    private final ArrayDeque<Map<Integer, Long>> ends = new ArrayDeque<>();
    private int nextSnapshot;

    /** A track's position, and the snapshot that was the first to contain it. */
    private record Passed(Position position, int snapshot) {}

    /**
     * A writer's beginning on a topic.
     *
     * @param end where the topic ends, by partition
     */
    static PassedTracks from(Map<Integer, Long> end) {
        PassedTracks passed = new PassedTracks();
        passed.ends.add(Map.copyOf(end));
        return passed;
    }

    /** What a snapshot has kept. */
    static PassedTracks restore(TopicMemory memory) {
        PassedTracks passed = new PassedTracks();
        memory.ends().forEach(passed.ends::add);
        memory.tracks()
                .forEach(
                        (track, at) ->
                                passed.tracks.put(track, new Passed(at.position(), -1 - at.age())));
        return passed;
    }

    /** Notes a value that goes into the transaction. */
    void pass(Track track, Position position) {
        tracks.put(track, new Passed(position, nextSnapshot));
    }

    /** What has to be known after a restore, once everything passed so far is on the broker. */
    TopicMemory snapshot(Map<Integer, Long> end) {
        ends.add(Map.copyOf(end));
        if (ends.size() > SNAPSHOTS) {
            ends.removeFirst();
        }
        // The oldest end that is kept was noted before whatever the next snapshot was first to
        // contain.
        tracks.values().removeIf(passed -> nextSnapshot - passed.snapshot >= SNAPSHOTS - 1);
        Map<Track, TopicMemory.Mark> marks = new HashMap<>();
        tracks.forEach(
                (track, passed) ->
                        marks.put(
                                track,
                                new TopicMemory.Mark(
                                        passed.position, nextSnapshot - passed.snapshot)));
        nextSnapshot++;
        return new TopicMemory(marks, List.copyOf(ends));
    }
}
