package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.training.batch.PartitionIntake;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IntakeBoardTest {
    private static final List<PartitionIntake> FIRST = List.of(new PartitionIntake(0, 5, 1));
    private static final List<PartitionIntake> SECOND = List.of(new PartitionIntake(0, 9, 0));

    private final IntakeBoard board = IntakeBoard.enter("start");

    @AfterEach
    void leave() {
        board.leave();
    }

    @Test
    void holdsTheLastThatWasSaidOfARun() {
        board.post(0, "a", FIRST);
        board.post(1, "b", FIRST);
        long before = board.latest("a").orElseThrow().version();

        board.post(0, "a", SECOND);

        assertThat(board.latest("a").orElseThrow().partitions()).isEqualTo(SECOND);
        assertThat(board.latest("a").orElseThrow().version()).isGreaterThan(before);
        assertThat(board.latest("b").orElseThrow().partitions()).isEqualTo(FIRST);
    }

    @Test
    void forgetsWhatATaskHasSaidThatIsGone() {
        board.post(0, "a", FIRST);
        board.post(1, "b", FIRST);

        board.forget(0);

        assertThat(board.latest("a")).isEmpty();
        assertThat(board.latest("b")).isPresent();
        board.forgetAll();
        assertThat(board.latest("b")).isEmpty();
    }

    @Test
    void callsWhoListensToTheRun() {
        AtomicInteger calls = new AtomicInteger();
        Runnable first = calls::incrementAndGet;
        board.listen("a", first);

        board.post(0, "a", FIRST);
        board.post(0, "b", FIRST);
        assertThat(calls).hasValue(1);

        board.listen("a", () -> calls.addAndGet(10));
        board.stopCalling("a", first);
        board.post(0, "a", SECOND);
        assertThat(calls).as("who came later is still called").hasValue(11);
    }

    @Test
    void whoEntersMeetsThoseThatAreThere() {
        IntakeBoard other = IntakeBoard.enter("start");
        assertThat(other).isSameAs(board);

        other.leave();
        IntakeBoard third = IntakeBoard.enter("start");
        assertThat(third).as("one is still there").isSameAs(board);
        third.leave();
        board.leave();
        IntakeBoard anew = IntakeBoard.enter("start");
        assertThat(anew).isNotSameAs(board);
        anew.leave();
        board.leave(); // nobody is there: nothing happens
    }

    /** Partitions that are written at the same time are waited for all the time, and not long. */
    @Test
    void tellsWhatARunHasWaitedForLong() {
        List<PartitionIntake> waits =
                List.of(new PartitionIntake(0, 100, 99), new PartitionIntake(1, 7, 0, true));
        long begin = System.nanoTime();
        board.post(0, "a", waits);
        assertThat(board.waits(begin)).isEmpty();
        assertThat(board.waits(begin + 10_000_000_000L))
                .matches(
                        "run 'a' has waited (9|10) s for a record of partition 1, whose turn it is,"
                                + " with 99 records of others");

        // More of the others changes nothing; one of the partition itself does.
        board.post(
                0,
                "a",
                List.of(new PartitionIntake(0, 200, 199), new PartitionIntake(1, 7, 0, true)));
        assertThat(board.waits(begin + 10_000_000_000L)).contains("waited").contains("199 records");
        board.post(0, "a", List.of(new PartitionIntake(0, 200, 198), new PartitionIntake(1, 8, 0)));
        assertThat(board.waits(begin + 60_000_000_000L)).isEmpty();

        board.post(0, "a", waits);
        board.forget(0);
        assertThat(board.waits(begin + 60_000_000_000L)).isEmpty();
    }
}
