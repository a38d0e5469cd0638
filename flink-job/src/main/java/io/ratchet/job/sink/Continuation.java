package io.ratchet.job.sink;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What continues a topic after a restore: that which lies behind the restored position of its track
 * and not beyond what is committed has been reported before.
 *
 * <p>What lies before the restored position is new: it comes from network buffers that an unaligned
 * checkpoint has stored.
 */
final class Continuation {
    /** Nothing was committed. */
    static final Continuation OF_NOTHING = new Continuation(Map.of());

    private final Map<Track, Reported> reported;

    /** What is not to be reported again: beyond the one position, up to the other. */
    private record Reported(Optional<Position> beyond, Position upTo) {}

    private Continuation(Map<Track, Reported> reported) {
        this.reported = reported;
    }

    /**
     * What continues a topic.
     *
     * @param restored how far the transactions of the restored checkpoint had come
     * @param committed how far the committed records have come, of those tracks that have any
     *     behind the checkpoint's beginning
     */
    static Continuation of(Map<Track, TopicMemory.Mark> restored, Map<Track, Position> committed) {
        Map<Track, Reported> reported = new HashMap<>();
        committed.forEach(
                (track, upTo) -> {
                    Optional<Position> beyond =
                            Optional.ofNullable(restored.get(track))
                                    .map(TopicMemory.Mark::position);
                    if (beyond.isEmpty() || beyond.get().compareTo(upTo) < 0) {
                        reported.put(track, new Reported(beyond, upTo));
                    }
                });
        return new Continuation(reported);
    }

    /** Whether a value was committed before. */
    boolean holds(Track track, Position position) {
        Reported known = reported.get(track);
        return known != null
                && position.compareTo(known.upTo) <= 0
                && (known.beyond.isEmpty() || position.compareTo(known.beyond.get()) > 0);
    }

    /** Whether anything will be computed again that was committed before. */
    boolean isFallback() {
        return !reported.isEmpty();
    }

    /** The runs of which something will be computed again. */
    Set<String> runs() {
        Set<String> runs = new TreeSet<>();
        reported.keySet().forEach(track -> runs.add(track.run()));
        return runs;
    }

    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        reported.forEach(
                (track, known) ->
                        texts.add(
                                track.part()
                                        + " of run "
                                        + track.run()
                                        + " from "
                                        + known.beyond.map(at -> at.major()).orElse(0L)
                                        + " to "
                                        + known.upTo.major()));
        Collections.sort(texts);
        return texts.toString();
    }

    /**
     * What the restored transactions had come to and is not on the topic: they were never
     * committed.
     */
    static List<String> lost(
            Map<Track, TopicMemory.Mark> restored, Map<Track, Position> committed) {
        List<String> lost = new ArrayList<>();
        restored.forEach(
                (track, mark) -> {
                    Position there = committed.get(track);
                    if (there == null || there.compareTo(mark.position()) < 0) {
                        lost.add(
                                track.part()
                                        + " of run "
                                        + track.run()
                                        + ": "
                                        + mark.position().major()
                                        + " restored, "
                                        + (there == null ? "none" : there.major())
                                        + " found");
                    }
                });
        Collections.sort(lost);
        return lost;
    }
}
