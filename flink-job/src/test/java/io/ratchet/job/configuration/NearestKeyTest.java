package io.ratchet.job.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {
    @Test
    void findsTheKeyAtTheSmallestDistance() {
        assertThat(NearestKey.of("intervall", List.of("timeout", "interval"))).contains("interval");
        assertThat(NearestKey.of("Learningrate", List.of("learningRate"))).contains("learningRate");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(NearestKey.of("zzz", List.of("timeout", "interval"))).isEmpty();
    }

    @Test
    void countsChangesInsertionsAndDeletions() {
        assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestKey.distance("", "abc")).isEqualTo(3);
    }
}
