package io.ratchet.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.executiongraph.failover.ExponentialDelayRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader;
import org.apache.flink.util.clock.Clock;
import org.junit.jupiter.api.Test;

/** When Flink starts a job again that has failed. */
class RestartsTest {

    /** Why the job does not use it. If this fails, Flink has mended it: see adr/0018. */
    @Test
    void flinksGrowingDelayWaitsForAClockThatHasJumpedBack() throws Exception {
        SetClock clock = new SetClock();
        RestartBackoffTimeStrategy flinks = exponentialDelay(clock);
        clock.millis = Duration.ofHours(10).toMillis();
        flinks.notifyFailure(new Exception("a fault"));
        clock.millis -= Duration.ofMinutes(8).toMillis();
        flinks.notifyFailure(new Exception("a fault"));

        assertThat(flinks.getBackoffTime()).isGreaterThan(Duration.ofMinutes(7).toMillis());
    }

    @Test
    void theJobRestartsAtOnceWhateverTheClockSaysAndForEver() {
        Configuration flink = new Configuration();
        FlinkSettings.restarts(flink);
        RestartBackoffTimeStrategy ours =
                RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory(
                                flink, new Configuration(), true)
                        .create();

        for (int failure = 0; failure < 100_000; failure++) {
            ours.notifyFailure(new Exception("a fault"));
            assertThat(ours.canRestart()).isTrue();
            assertThat(ours.getBackoffTime()).isEqualTo(10);
        }
    }

    private static RestartBackoffTimeStrategy exponentialDelay(Clock clock) throws Exception {
        Constructor<ExponentialDelayRestartBackoffTimeStrategy> constructor =
                ExponentialDelayRestartBackoffTimeStrategy.class.getDeclaredConstructor(
                        Clock.class,
                        long.class,
                        long.class,
                        double.class,
                        long.class,
                        double.class,
                        int.class);
        constructor.setAccessible(true);
        return constructor.newInstance(clock, 10L, 30_000L, 2.0, 10_000L, 0.1, Integer.MAX_VALUE);
    }

    /** A wall clock that is set. */
    private static final class SetClock extends Clock {
        private long millis;

        @Override
        public long absoluteTimeMillis() {
            return millis;
        }

        @Override
        public long relativeTimeMillis() {
            return millis;
        }

        @Override
        public long relativeTimeNanos() {
            return millis * 1_000_000;
        }
    }
}
