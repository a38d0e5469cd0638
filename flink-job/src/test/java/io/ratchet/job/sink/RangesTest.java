package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangesTest {
    @Test
    void numbersThatFollowEachOtherTakeNoRoom() {
        Ranges ranges = new Ranges();
        for (long step = 1; step <= 100_000; step++) {
            ranges.add(step, step + 1);
        }

        assertThat(ranges.count()).isEqualTo(1);
        assertThat(ranges).hasToString("1 to 100000");
    }

    /** Adds and removes at random, and compares with a set of bits after each. */
    @Test
    void holdsWhatWasAddedAndNotTakenOut() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Ranges ranges = new Ranges();
            BitSet expected = new BitSet();
            for (int change = 0; change < 60; change++) {
                int from = random.nextInt(64);
                int to = from + 1 + random.nextInt(8);
                if (random.nextInt(5) < 3) {
                    ranges.add(from, to);
                    expected.set(from, to);
                } else {
                    ranges.remove(from, to);
                    expected.clear(from, to);
                }
                assertSame(ranges, expected, seed);
            }
        }
    }

    private static void assertSame(Ranges ranges, BitSet expected, long seed) {
        BitSet told = new BitSet();
        long last = -1;
        for (int range = 0; range < ranges.count(); range++) {
            assertThat(ranges.from(range)).as("seed %d: %s", seed, ranges).isGreaterThan(last);
            last = ranges.to(range);
            told.set((int) ranges.from(range), (int) ranges.to(range));
        }
        assertThat(told).as("seed %d: %s", seed, ranges).isEqualTo(expected);
        for (int number = 0; number < 80; number++) {
            assertThat(ranges.holds(number)).isEqualTo(expected.get(number));
        }
    }
}
