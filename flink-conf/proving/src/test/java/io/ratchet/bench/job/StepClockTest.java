package io.ratchet.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void endsWithTheInputWhereThatIsShorterThanTheWindow() throws Exception {
        StepClock.Timing timing = StepClock.arm(new TimeWindow(HOUR, HOUR, 8));

        steps(8);

        assertThat(timing.awaitBegin("job").steps()).isEqualTo(2);
        assertThat(timing.awaitEnd("job").steps()).isEqualTo(7);
    }

    @Test
    void takesTwoStepsForTheShortestWindow() throws Exception {
        StepClock.Timing timing = StepClock.arm(new TimeWindow(HOUR, HOUR, 2));

        steps(2);

        StepClock.Mark begin = timing.awaitBegin("job");
        StepClock.Mark end = timing.awaitEnd("job");
        assertThat(begin.steps()).isZero();
        assertThat(end.steps()).isEqualTo(1);
        assertThat(begin.stepsPerSecond(end)).isPositive().isFinite();
    }

    @Test
    void endsByTimeWhereTheInputIsLong() throws Exception {
        StepClock.Timing timing =
                StepClock.arm(TimeWindow.endless(Duration.ofMillis(5), Duration.ofMillis(20)));
        StepClock clock = new StepClock();
        long first = System.nanoTime();

        while (System.nanoTime() - first < Duration.ofMillis(60).toNanos()) {
            clock.beforeStep("instance", 0);
        }

        StepClock.Mark begin = timing.awaitBegin("job");
        assertThat(begin.nanos() - first).isGreaterThanOrEqualTo(Duration.ofMillis(5).toNanos());
        assertThat(timing.awaitEnd("job").nanos() - begin.nanos())
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void countsFromWhenItWasArmed() throws Exception {
        steps(5);
        StepClock.Timing timing = StepClock.arm(new TimeWindow(HOUR, HOUR, 4));

        steps(4);

        assertThat(timing.awaitEnd("job").steps()).isEqualTo(3);
    }

    private static void steps(int count) {
        StepClock clock = new StepClock();
        for (int step = 0; step < count; step++) {
            clock.beforeStep("instance", step);
        }
    }
}
