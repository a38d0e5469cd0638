package io.ratchet.job.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongSetTest {
    @Test
    void holdsWhatAnySetHolds() {
        Random random = new Random(3);
        LongSet set = new LongSet();
        Set<Long> expected = new HashSet<>();
        for (int number = 0; number < 20_000; number++) {
            // Half of them come again, and their low bits are not mixed.
            long next = random.nextInt(10_000) * 64L - 320_000;
            assertThat(set.add(next)).isEqualTo(expected.add(next));
            assertThat(set.size()).isEqualTo(expected.size());
        }
    }

    /** A free slot is a 0. */
    @Test
    void zeroIsAMemberAsAnyOther() {
        LongSet set = new LongSet();

        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isFalse();
        assertThat(set.add(Long.MIN_VALUE)).isTrue();
        assertThat(set.add(-1)).isTrue();
        assertThat(set.add(-1)).isFalse();
        assertThat(set.size()).isEqualTo(3);
    }
}
