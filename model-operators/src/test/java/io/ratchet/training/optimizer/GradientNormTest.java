package io.ratchet.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GradientNormTest {
    private final GradientNorm norm = new GradientNorm();

    @Test
    void sumsTheSquaresOfTheRange() {
        float[] values = Floats.random(3, 5003, 1);
        double expected = 0;
        for (int i = 17; i < 4999; i++) {
            expected += (double) values[i] * values[i];
        }

        double sum = norm.sumOfSquares(Floats.direct(values), 17, 4999);

        assertThat(sum).isCloseTo(expected, within(1e-12 * expected));
    }

    @Test
    void startsEachSumAtZero() {
        double first = norm.sumOfSquares(Floats.direct(3, 4), 0, 2);
        double second = norm.sumOfSquares(Floats.direct(3, 4), 0, 2);

        assertThat(first).isEqualTo(25);
        assertThat(second).isEqualTo(25);
        assertThat(norm.sumOfSquares(Floats.direct(3, 4), 1, 1)).isZero();
    }

    @Test
    void isFiniteForTheLargestFloatsAndNotForNanOrInfinityAnywhere() {
        float[] largest = new float[4111];
        Arrays.fill(largest, Float.MAX_VALUE);
        assertThat(norm.sumOfSquares(Floats.direct(largest), 0, 4111)).isFinite();

        for (int place = 0; place < 4111; place += 137) {
            float[] values = Floats.random(1, 4111, 1);
            values[place] = place % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
            assertThat(Double.isFinite(norm.sumOfSquares(Floats.direct(values), 0, 4111)))
                    .as("place %d", place)
                    .isFalse();
        }
    }

    @Test
    void scalesDownToTheClipNormAndNeverUp() {
        assertThat(GradientNorm.clipScale(4, OptionalDouble.of(1)))
                .isEqualTo((float) (1 / 4.000001));
        assertThat(GradientNorm.clipScale(0.5, OptionalDouble.of(1))).isEqualTo(1f);
        assertThat(GradientNorm.clipScale(0, OptionalDouble.of(1))).isEqualTo(1f);
        assertThat(GradientNorm.clipScale(1e9, OptionalDouble.empty())).isEqualTo(1f);
    }

    @Test
    void refusesToClipWhatIsNotFinite() {
        assertThatThrownBy(() -> GradientNorm.clipScale(Double.NaN, OptionalDouble.of(1)))
                .hasMessageContaining("NaN")
                .hasMessageContaining("refuse the batch");
    }
}
