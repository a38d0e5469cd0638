package io.ratchet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
    private static final List<Change> CHANGE = List.of(new Change("until", "9 steps", "10 steps"));

    @Test
    void keepsTheBeginningAndWhatChangedSomethingOfMoreThanItHasRoomFor() {
        RunHistory history = RunHistory.begun(1);
        for (int number = 1; number <= 1000; number++) {
            history = history.with(number, number, "chk", number == 5 ? CHANGE : List.of());
        }

        assertThat(history.resumptions()).isEqualTo(1000);
        assertThat(history.entries()).hasSize(RunHistory.MOST_ENTRIES);
        assertThat(history.omitted()).isEqualTo(1001 - RunHistory.MOST_ENTRIES);
        assertThat(history.entries().get(0).number()).isZero();
        assertThat(history.entries().get(1)).isEqualTo(new Resumption(5, 5, 5, "chk", CHANGE));
        assertThat(history.entries().get(RunHistory.MOST_ENTRIES - 1).number()).isEqualTo(1000);
    }

    @Test
    void staysBoundedWhereEveryTimeSomethingChanged() {
        RunHistory history = RunHistory.begun(1);
        for (int number = 1; number <= 300; number++) {
            history = history.with(number, number, "chk", CHANGE);
        }

        assertThat(history.entries()).hasSize(RunHistory.MOST_ENTRIES);
        assertThat(history.entries().get(0).number()).isZero();
        assertThat(history.entries().get(1).number()).isEqualTo(202);
    }

    @Test
    void theNewestAreToldWithTheCountsOfAll() {
        RunHistory history = RunHistory.begun(1);
        for (int number = 1; number <= 20; number++) {
            history = history.with(number, number, "chk", List.of());
        }

        RunHistory newest = history.newest(3);

        assertThat(newest.resumptions()).isEqualTo(20);
        assertThat(newest.omitted()).isEqualTo(18);
        assertThat(newest.entries()).extracting(Resumption::number).containsExactly(18L, 19L, 20L);
    }
}
