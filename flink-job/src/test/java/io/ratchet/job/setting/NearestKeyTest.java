package io.ratchet.job.setting;

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
    void findsWhatHasTwoLettersTurnedRoundAndWhatGoesOn() {
        assertThat(NearestKey.of("tpoic", List.of("type", "topic"))).contains("topic");
        assertThat(NearestKey.of("conf", List.of("count", "configuration")))
                .contains("configuration");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(NearestKey.of("zzz", List.of("timeout", "interval"))).isEmpty();
        assertThat(NearestKey.of("from", List.of("run", "format", "port"))).isEmpty();
        assertThat(NearestKey.of("x", List.of("h", "y"))).isEmpty();
    }

    @Test
    void countsChangesInsertionsAndDeletions() {
        assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestKey.distance("", "abc")).isEqualTo(3);
    }
}
