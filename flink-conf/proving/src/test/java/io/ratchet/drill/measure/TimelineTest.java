package io.ratchet.drill.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final long FAULT = 10_000;
    private static final List<TaskTimes> RESTARTED =
            List.of(
                    new TaskTimes("TRAIN", 10_200, 10_400),
                    new TaskTimes("metrics-sink", 10_150, 10_500));

    @Test
    void tellsEachPartFromTheFaultOn() {
        Recovery recovery =
                timeline(
                                Sight.EMITTED,
                                OptionalLong.empty(),
                                List.of(9_000L, 10_100L, 10_900L),
                                RESTARTED,
                                step(100, 9_990),
                                step(81, 10_600),
                                step(99, 10_700),
                                step(100, 10_800))
                        .recovery()
                        .orElseThrow();

        assertThat(recovery).isEqualTo(new Recovery(0.1, 0.2, 0.5, 0.6, 0.8, 20));
    }

    @Test
    void isNotOverBeforeTheHighestStepIsReachedAgain() {
        assertThat(
                        timeline(
                                        Sight.EMITTED,
                                        OptionalLong.empty(),
                                        List.of(),
                                        RESTARTED,
                                        step(81, 10_600),
                                        step(99, 10_700))
                                .recovery())
                .isEmpty();
    }

    @Test
    void isNotOverWhileATaskRestores() {
        List<TaskTimes> restoring =
                List.of(RESTARTED.get(0), new TaskTimes("metrics-sink", 10_150, 0));

        assertThat(
                        timeline(
                                        Sight.EMITTED,
                                        OptionalLong.empty(),
                                        List.of(),
                                        restoring,
                                        step(100, 10_800))
                                .recovery())
                .isEmpty();
    }

    @Test
    void stepsThatALostProcessEmitsBeforeTheNewOneIsDeployedAreOld() {
        Recovery recovery =
                timeline(
                                Sight.EMITTED,
                                OptionalLong.empty(),
                                List.of(),
                                RESTARTED,
                                step(101, 10_050),
                                step(81, 10_600),
                                step(101, 10_800))
                        .recovery()
                        .orElseThrow();

        assertThat(recovery.firstStep()).isEqualTo(0.6);
    }

    @Test
    void withoutARestartTheNextStepIsNew() {
        List<TaskTimes> untouched = List.of(new TaskTimes("TRAIN", 1_000, 1_200));
        Recovery recovery =
                timeline(
                                Sight.EMITTED,
                                OptionalLong.empty(),
                                List.of(),
                                untouched,
                                step(101, 10_010))
                        .recovery()
                        .orElseThrow();

        assertThat(recovery.firstStep()).isEqualTo(0.01);
        assertThat(recovery.restart()).isNaN();
        assertThat(recovery.detect()).isNaN();
        assertThat(recovery.replayed()).isZero();
    }

    @Test
    void behindADeadBrokerWhatCountsIsWhenAStepIsSeen() {
        Recovery recovery =
                timeline(
                                Sight.SEEN,
                                OptionalLong.of(12_000),
                                List.of(),
                                List.of(new TaskTimes("TRAIN", 1_000, 1_200)),
                                new SeenStep(100, 9_999, 10_001),
                                new SeenStep(101, 10_010, 14_000))
                        .recovery()
                        .orElseThrow();

        assertThat(recovery.firstStep()).isEqualTo(4.0);
    }

    private static Timeline timeline(
            Sight sight,
            OptionalLong resumable,
            List<Long> failures,
            List<TaskTimes> tasks,
            SeenStep... steps) {
        return new Timeline(
                new Recovery.Fault(FAULT, resumable, 100, sight), failures, tasks, List.of(steps));
    }

    private static SeenStep step(long step, long millis) {
        return new SeenStep(step, millis, millis + 20);
    }
}
