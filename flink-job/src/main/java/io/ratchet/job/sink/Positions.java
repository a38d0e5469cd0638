package io.ratchet.job.sink;

import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A set of positions on tracks. */
final class Positions {
    private final Map<Track, Ranges> tracks = new HashMap<>();

    static Positions of(Collection<TrackRange> ranges) {
        Positions positions = new Positions();
        ranges.forEach(positions::add);
        return positions;
    }

    void add(TrackRange range) {
        tracks.computeIfAbsent(range.track(), track -> new Ranges()).add(range.from(), range.to());
    }

    void remove(TrackRange range) {
        Ranges ranges = tracks.get(range.track());
        if (ranges != null) {
            ranges.remove(range.from(), range.to());
            if (ranges.count() == 0) {
                tracks.remove(range.track());
            }
        }
    }

    /** Whether the position of a value is among them. */
    boolean holds(TrackRange value) {
        Ranges ranges = tracks.get(value.track());
        return ranges != null && ranges.holds(value.to() - 1);
    }

    boolean isEmpty() {
        return tracks.isEmpty();
    }

    Set<Track> tracks() {
        return tracks.keySet();
    }

    /** Those that are not among others. */
    Positions without(Positions others) {
        Positions rest = of(track -> true);
        others.forEach(rest::remove);
        return rest;
    }

    /** Those on some tracks. */
    Positions of(Predicate<Track> wanted) {
        Positions some = new Positions();
        forEach(
                range -> {
                    if (wanted.test(range.track())) {
                        some.add(range);
                    }
                });
        return some;
    }

    /** Hands over each range of each track. */
    void forEach(Consumer<TrackRange> taker) {
        tracks.forEach(
                (track, ranges) -> {
                    for (int index = 0; index < ranges.count(); index++) {
                        taker.accept(new TrackRange(track, ranges.from(index), ranges.to(index)));
                    }
                });
    }

    /** Where the last range of a track ends; 0 where there is none. */
    long end(Track track) {
        Ranges ranges = tracks.get(track);
        return ranges == null ? 0 : ranges.to(ranges.count() - 1);
    }

    @Override
    public String toString() {
        TreeMap<String, Ranges> texts = new TreeMap<>();
        tracks.forEach(
                (track, ranges) ->
                        texts.put(
                                track.part() + " of run " + track.run() + " on " + track.topic(),
                                ranges));
        return texts.toString();
    }
}
