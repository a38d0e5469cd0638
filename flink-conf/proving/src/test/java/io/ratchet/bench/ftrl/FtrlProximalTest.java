package io.ratchet.bench.ftrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FtrlProximalTest {
    private static final byte[] LATE = row(40, "LAS");
    private static final byte[] PUNCTUAL = row(-3, "PHL");

    @Test
    void learnsFromTheFirstExampleAsThePaperSays() throws IOException {
        // Given
        FtrlProximal learner = new FtrlProximal(0.1f, 1, 0, 0);
        float[] state = learner.start();
        int[] example = new FlightExamples().deserialize(LATE);

        // When
        float logit = learner.learn(state, example);

        // Then: g = p − y = −0.5, n = g², z = g, so that the weight is 0.5 / ((1 + 0.5) / 0.1)
        assertThat(logit).isZero();
        assertThat(state[0]).isEqualTo(-0.5f);
        assertThat(state[1]).isEqualTo(0.25f);
        float distance = (2176 - 730) / 570f;
        double byBias = 0.5 * 0.1 / 1.5;
        double gradient = 0.5 * distance;
        double byDistance = gradient * 0.1 / (1 + gradient) * distance;
        float second = learner.learn(state, example);
        assertThat(second).isCloseTo((float) (5 * byBias + byDistance), within(1e-6f));
        // z = −0.5 + g − σ w, with σ = (√(n + g²) − √n) / α
        double error = 1 / (1 + Math.exp(-second)) - 1;
        double sigma = (Math.sqrt(0.25 + error * error) - 0.5) / 0.1;
        assertThat(state[0]).isCloseTo((float) (-0.5 + error - sigma * byBias), within(1e-6f));
    }

    @Test
    void tellsLateOriginsFromPunctualOnes() throws IOException {
        FtrlProximal learner = new FtrlProximal(0.1f, 1, 0, 0);
        float[] state = learner.start();
        FlightExamples examples = new FlightExamples();
        float late = 0;
        float punctual = 0;
        for (int round = 0; round < 200; round++) {
            late = learner.learn(state, examples.deserialize(LATE));
            punctual = learner.learn(state, examples.deserialize(PUNCTUAL));
        }
        assertThat(late).isPositive();
        assertThat(punctual).isNegative();
    }

    private static byte[] row(int delay, String origin) {
        return ("{\"date\":\"2001-01-01T06:01:00.000Z\",\"delay\":"
                        + delay
                        + ",\"distance\":2176,\"origin\":\""
                        + origin
                        + "\",\"destination\":\"DEN\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
