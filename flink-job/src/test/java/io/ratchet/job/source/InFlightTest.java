package io.ratchet.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void tellsNeverTooFewAndAtMostAStepTooMany(int step) {
        Random random = new Random(step);
        InFlight inFlight = new InFlight(step);
        ArrayDeque<Long> offsets = new ArrayDeque<>();
        long offset = 0;
        long position = 0;
        for (int round = 0; round < 20_000; round++) {
            if (random.nextInt(3) > 0 || offsets.isEmpty()) {
                offset += 1 + random.nextInt(5);
                offsets.add(offset);
                inFlight.read(offset);
            } else {
                position = Math.max(position, offset - random.nextInt(400));
                inFlight.takenTo(position);
                while (!offsets.isEmpty() && offsets.getFirst() < position) {
                    offsets.removeFirst();
                }
            }
            assertThat(inFlight.count())
                    .isBetween((long) offsets.size(), offsets.size() + step - 1L);
        }
        inFlight.takenTo(offset + 1);
        assertThat(inFlight.count()).isZero();
    }
}
