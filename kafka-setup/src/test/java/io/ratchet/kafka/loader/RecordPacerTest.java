package io.ratchet.kafka.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The rate limit, on a clock that a test moves. */
class RecordPacerTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsRecordsThroughAtTheRate() throws InterruptedException {
        MovedClock clock = new MovedClock();
        RecordPacer pacer = new RecordPacer(4, clock);

        for (int i = 0; i <= 40; i++) {
            pacer.awaitNext();
        }

        assertThat(clock.nanoTime()).isBetween(10 * SECOND, 10 * SECOND + 1000);
    }

    @Test
    void catchesUpASecondAndNoMore() throws InterruptedException {
        MovedClock clock = new MovedClock();
        RecordPacer pacer = new RecordPacer(10, clock);
        pacer.awaitNext();
        clock.nanos = 100 * SECOND;

        for (int i = 0; i < 30; i++) {
            pacer.awaitNext();
        }

        assertThat(clock.nanoTime()).isBetween(101 * SECOND, 102 * SECOND);
    }

    @Test
    void stopsWhenInterrupted() {
        RecordPacer pacer = new RecordPacer(0.001, new MovedClock());
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () -> {
                            pacer.awaitNext();
                            pacer.awaitNext();
                        })
                .isInstanceOf(InterruptedException.class);
    }

    /** Time that passes only while somebody waits, and in pieces. */
    private static final class MovedClock implements RecordPacer.NanoClock {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void parkNanos(long wanted) {
            nanos += Math.max(1, wanted / 2);
        }
    }
}
