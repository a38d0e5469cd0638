package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Rates by a clock that the test sets. */
class RecentRateTest {
    private static final long SECOND = 1_000_000_000;
    private static final Offset<Double> EXACTLY = within(1e-9);

    private long nanos;
    private final RecentRate rate = new RecentRate(() -> nanos);

    @Test
    void isWhatWasCountedOverTheTimeBetweenTwoReadings() {
        rate.add(500);
        nanos = SECOND / 2;
        assertThat(rate.perSecond()).as("since it was made").isEqualTo(1000, EXACTLY);
        nanos = 6 * SECOND;
        rate.perSecond();
        rate.add(300);
        nanos = 16 * SECOND;
        assertThat(rate.perSecond()).as("one reading in ten seconds").isEqualTo(30, EXACTLY);
    }

    @Test
    void forgetsWhatWasCountedLongAgoHoweverOftenItIsRead() {
        rate.add(1_000_000);
        for (int reading = 0; reading < 100; reading++) {
            nanos += SECOND / 5;
            rate.add(20);
            rate.perSecond();
        }
        assertThat(rate.perSecond()).isEqualTo(100, within(1.0));
        nanos += 60 * SECOND;
        rate.perSecond();
        nanos += 6 * SECOND;
        assertThat(rate.perSecond()).as("nothing any more").isZero();
    }

    @Test
    void isNoNumberWithoutMeaningAtItsFirstMoment() {
        assertThat(rate.perSecond()).isZero();
        rate.add(3);
        assertThat(rate.perSecond()).isZero();
        assertThat(rate.count()).isEqualTo(3);
    }
}
