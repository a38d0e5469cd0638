package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContinuationTest {
    private static final Track A = new Track("a", 1, "a");
    private static final Track B = new Track("b", 1, "b");

    @Test
    void goesOnWhereTheCheckpointStandsIfTheTopicDoes() {
        Continuation usual = Continuation.of(Map.of(A, at(7)), Map.of(A, Position.of(7)));

        assertThat(usual.isFallback()).isFalse();
        // From a network buffer that the checkpoint has stored: it was never reported.
        assertThat(usual.holds(A, Position.of(7))).isFalse();
        assertThat(usual.holds(A, Position.of(8))).isFalse();
    }

    @Test
    void dropsWhatLiesBetweenTheCheckpointAndTheTopic() {
        Continuation behind = Continuation.of(Map.of(A, at(7)), Map.of(A, Position.of(9)));

        assertThat(behind.isFallback()).isTrue();
        assertThat(behind.runs()).containsExactly("a");
        assertThat(behind.holds(A, Position.of(7))).isFalse();
        assertThat(behind.holds(A, Position.of(8))).isTrue();
        assertThat(behind.holds(A, Position.of(9))).isTrue();
        assertThat(behind.holds(A, Position.of(10))).isFalse();
        assertThat(behind.holds(B, Position.of(8))).isFalse();
        assertThat(behind).hasToString("[a of run a from 7 to 9]");
    }

    @Test
    void dropsAllThatIsCommittedOfATrackThatTheCheckpointDoesNotKnow() {
        Continuation behind = Continuation.of(Map.of(), Map.of(B, Position.of(3)));

        assertThat(behind.holds(B, Position.of(1))).isTrue();
        assertThat(behind.holds(B, Position.of(3))).isTrue();
        assertThat(behind.holds(B, Position.of(4))).isFalse();
    }

    @Test
    void findsWhatTheCheckpointHasPreparedAndTheTopicDoesNotHold() {
        Map<Track, TopicMemory.Mark> restored = Map.of(A, at(7), B, at(4));

        assertThat(Continuation.lost(restored, Map.of(A, Position.of(7), B, Position.of(5))))
                .isEmpty();
        assertThat(Continuation.lost(restored, Map.of(A, Position.of(6))))
                .containsExactly(
                        "a of run a: 7 restored, 6 found", "b of run b: 4 restored, none found");
    }

    private static TopicMemory.Mark at(long step) {
        return new TopicMemory.Mark(Position.of(step), 0);
    }
}
