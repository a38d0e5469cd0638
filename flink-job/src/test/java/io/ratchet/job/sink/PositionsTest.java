package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final Track STEPS = new Track("m", "run", 1, "steps/run");
    private static final Track STATES = new Track("s", "run", 1, "states/run");

    @Test
    void whatIsFoundAndNotOwedIsExpectedAndTheOtherWayRoundLost() {
        Positions owed = Positions.of(List.of(step(4), step(5), state(9)));
        Positions found = Positions.of(List.of(step(5), step(6), step(7), state(13)));

        assertThat(owed.without(found)).hasToString("{steps/run of run run on m=4}");
        assertThat(found.without(owed))
                .hasToString(
                        "{states/run of run run on s=10 to 13, steps/run of run run on m=6 to 7}");
    }

    /** What comes again may come out of order after a change of parallelism. */
    @Test
    void aStepThatIsMissingBetweenCommittedOnesIsNotTakenForOne() {
        Positions found = Positions.of(List.of(step(8), step(10)));

        assertThat(found.holds(step(8))).isTrue();
        assertThat(found.holds(step(9))).isFalse();
        assertThat(found.holds(step(10))).isTrue();
    }

    /** A checkpoint falls behind other steps when it is taken again. */
    @Test
    void aStateIsCommittedIfALaterOneIs() {
        Positions found = Positions.of(List.of(state(30)));

        assertThat(found.holds(state(29))).isTrue();
        assertThat(found.holds(state(31))).isFalse();
        found.remove(state(31));
        assertThat(found.isEmpty()).isTrue();
    }

    static TrackRange step(long step) {
        return new TrackRange(STEPS, step, step + 1);
    }

    static TrackRange state(long position) {
        return new TrackRange(STATES, 0, position + 1);
    }
}
