package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PassedTracksTest {
    private static final Track A = new Track("a", 1, "a");
    private static final Track B = new Track("b", 1, "b");

    @Test
    void remembersHowFarEachTrackHasCome() {
        PassedTracks passed = PassedTracks.from(Map.of(0, 5L));
        passed.pass(A, Position.of(1));
        passed.pass(A, Position.of(2));
        passed.snapshot(Map.of(0, 8L));
        passed.pass(B, Position.of(1));

        TopicMemory memory = passed.snapshot(Map.of(0, 9L));

        assertThat(memory.tracks())
                .containsOnly(
                        Map.entry(A, new TopicMemory.Mark(Position.of(2), 1)),
                        Map.entry(B, new TopicMemory.Mark(Position.of(1), 0)));
        assertThat(memory.since()).isEqualTo(Map.of(0, 5L));
    }

    /** Or a restore would miss on the topic what it does not read there. */
    @Test
    void everyTrackThatIsKeptHasItsLastRecordBehindTheBeginningThatIsKept() {
        SplittableRandom random = new SplittableRandom(5);
        Map<Track, Long> lastOffsets = new HashMap<>();
        PassedTracks passed = PassedTracks.from(Map.of(0, 0L));
        long offset = 0;
        for (int snapshot = 0; snapshot < 200; snapshot++) {
            for (int record = random.nextInt(4); record > 0; record--) {
                Track track = new Track("run", 1, "" + random.nextInt(40));
                passed.pass(track, Position.of(offset));
                lastOffsets.put(track, offset++);
            }
            TopicMemory memory = passed.snapshot(Map.of(0, offset));
            long since = memory.since().getOrDefault(0, 0L);
            assertThat(memory.ends()).hasSizeLessThanOrEqualTo(PassedTracks.SNAPSHOTS);
            lastOffsets.forEach(
                    (track, last) ->
                            assertThat(memory.tracks().containsKey(track))
                                    .as("%s at %d, read from %d", track, last, since)
                                    .isEqualTo(last >= since));
            if (random.nextInt(10) == 0) {
                passed = PassedTracks.restore(memory);
            }
        }
        assertThat(offset).isGreaterThan(200);
    }
}
