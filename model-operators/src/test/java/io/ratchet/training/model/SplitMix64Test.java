package io.ratchet.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void givesTheReferenceImplementationsNumbers() {
        // splitmix64.c by Sebastiano Vigna, state 1234567
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void normalNumbersHaveMeanZeroAndDeviationOne() {
        SplitMix64 random = new SplitMix64(1);
        double sum = 0;
        double squares = 0;
        int count = 100_000;
        for (int index = 0; index < count; index++) {
            double value = random.nextGaussian();
            sum += value;
            squares += value * value;
        }
        assertThat(sum / count).isCloseTo(0, within(0.02));
        assertThat(squares / count).isCloseTo(1, within(0.02));
    }

    @Test
    void seedsDifferByNameAndByNumber() {
        assertThat(SplitMix64.seedOf(1, "a")).isEqualTo(SplitMix64.seedOf(1, "a"));
        assertThat(SplitMix64.seedOf(1, "a")).isNotEqualTo(SplitMix64.seedOf(1, "b"));
        assertThat(SplitMix64.seedOf(1, "a")).isNotEqualTo(SplitMix64.seedOf(2, "a"));
        assertThat(SplitMix64.seedOf(1, 2)).isNotEqualTo(SplitMix64.seedOf(2, 1));
    }
}
