package io.ratchet.drill.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DrillResultTest {
    @Test
    void aGoalForNearlyAllMayBeMissedByOneOfTwenty() {
        assertThat(result(Optional.of(Goal.nearlyAll(1.9)), 20).met()).isTrue();
        assertThat(result(Optional.of(Goal.nearlyAll(1.8)), 20).met()).isFalse();
    }

    @Test
    void aGoalForTheMedianLooksAtTheMiddle() {
        assertThat(result(Optional.of(Goal.median(1.0)), 20).met()).isTrue();
        assertThat(result(Optional.of(Goal.median(0.9)), 20).met()).isFalse();
    }

    @Test
    void withoutAGoalThereIsNoVerdict() {
        assertThat(result(Optional.empty(), 3).met()).isNull();
    }

    @Test
    void isCleanOnlyIfNothingSlipped() {
        assertThat(new Verdict(9, 0, 0, "a", "a").clean()).isTrue();
        assertThat(new Verdict(9, 1, 0, "a", "a").clean()).isFalse();
        assertThat(new Verdict(9, 0, 1, "a", "a").clean()).isFalse();
        assertThat(new Verdict(9, 0, 0, "a", "b").clean()).isFalse();
    }

    /** The first new steps after 0.1, 0.2, 0.3 … seconds. */
    static DrillResult result(Optional<Goal> goal, int repeats) {
        return new DrillResult(
                "step",
                "A step fails.",
                goal,
                List.of("in a test"),
                IntStream.rangeClosed(1, repeats)
                        .mapToObj(
                                number ->
                                        new Recovery(
                                                Double.NaN, 0.1, 0.2, number / 10.0, 9, number))
                        .toList(),
                new Verdict(1_000, 0, 0, "a", "a"));
    }
}
