package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a process ends by a signal, without one. */
class SignalWatchTest {
    private static final SignalWatch.Signal INTERRUPT = new SignalWatch.Signal("SIGINT", 2);
    private static final SignalWatch.Signal TERMINATE = new SignalWatch.Signal("SIGTERM", 15);

    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Duration> lefts = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> console = new LinkedBlockingQueue<>();
    private final BlockingQueue<SignalWatch.Signal> stops = new LinkedBlockingQueue<>();

    @Test
    void aFirstSignalLetsTheJobKeepItsStateAndASecondEndsAtOnce() {
        SignalWatch watch = watch(Duration.ofMinutes(1));
        watch.during(stop(""));
        assertThat(watch.first()).isEmpty();

        watch.received(TERMINATE);
        assertThat(stops).containsExactly(TERMINATE);
        assertThat(watch.first()).contains(TERMINATE);
        assertThat(ends).isEmpty();

        watch.received(INTERRUPT);
        assertThat(ends).containsExactly("halt 130");
        assertThat(stops).hasSize(1);
    }

    @Test
    void theTimeOfAStopIsBoundedAndItsLastWordsAreSaid() throws Exception {
        SignalWatch watch = watch(Duration.ofMillis(50));
        watch.during(stop("kept is this"));

        watch.received(INTERRUPT);

        assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("give up 130");
        assertThat(console).containsExactly("kept is this");
    }

    /** A folder that cannot be removed, or a broker that does not close, takes no more time. */
    @Test
    void whatIsRemovedAtTheEndIsPartOfTheTime() throws Exception {
        SignalWatch watch = watch(Duration.ofMillis(1_100));
        watch.during(stop(""));

        watch.received(INTERRUPT);

        assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("give up 130");
        assertThat(lefts.remove()).isBetween(Duration.ofMillis(-100), Duration.ofSeconds(1));
        CountDownLatch never = new CountDownLatch(1);
        ProcessEnd.atMost(Duration.ofMillis(20), () -> await(never));
        boolean[] done = new boolean[1];
        ProcessEnd.atMost(Duration.ofMinutes(1), () -> done[0] = true);
        assertThat(done[0]).isTrue();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereNoJobRunsTheFirstSignalEndsTheProcess() {
        SignalWatch watch = watch(Duration.ofMinutes(1));
        SignalWatch.Watched watched = watch.during(stop(""));
        watched.close();

        watch.received(TERMINATE);

        assertThat(ends).containsExactly("exit 143");
        assertThat(stops).isEmpty();
        assertThat(List.copyOf(console))
                .singleElement()
                .asString()
                .contains("SIGTERM", "The same command goes on");
    }

    private SignalWatch watch(Duration longest) {
        return new SignalWatch(
                new SignalWatch.Ending() {
                    @Override
                    public void exit(int code) {
                        ends.add("exit " + code);
                    }

                    @Override
                    public void halt(int code) {
                        ends.add("halt " + code);
                    }

                    @Override
                    public void giveUp(int code, Duration left) {
                        lefts.add(left);
                        ends.add("give up " + code);
                    }
                },
                console::add,
                longest);
    }

    private SignalWatch.Stop stop(String words) {
        return new SignalWatch.Stop() {
            @Override
            public void begin(SignalWatch.Signal signal) {
                stops.add(signal);
            }

            @Override
            public String lastWords() {
                return words;
            }
        };
    }
}
