package io.ratchet.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    @Test
    void staysConstant() {
        LearningRateSchedule schedule = new LearningRateSchedule.Constant(0.1);

        assertThat(schedule.rateAt(1)).isEqualTo(0.1);
        assertThat(schedule.rateAt(1_000_000)).isEqualTo(0.1);
    }

    @Test
    void decaysAfterEverySoManySteps() {
        LearningRateSchedule schedule = new LearningRateSchedule.StepDecay(0.8, 3, 0.5);

        assertThat(rates(schedule, 7)).containsExactly(0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2);
    }

    @Test
    void walksDownHalfACosineAndStaysAtTheFloor() {
        LearningRateSchedule schedule = new LearningRateSchedule.Cosine(1, 4, 0.2);

        assertThat(schedule.rateAt(1)).isEqualTo(1);
        assertThat(schedule.rateAt(2))
                .isCloseTo(0.2 + 0.8 * (1 + Math.sqrt(0.5)) / 2, within(1e-15));
        assertThat(schedule.rateAt(3)).isCloseTo(0.6, within(1e-15));
        assertThat(schedule.rateAt(5)).isEqualTo(0.2);
        assertThat(schedule.rateAt(Long.MAX_VALUE)).isEqualTo(0.2);
    }

    @Test
    void warmsUpToWhereTheNextScheduleBegins() {
        LearningRateSchedule schedule =
                new LearningRateSchedule.WarmUp(4, new LearningRateSchedule.StepDecay(0.8, 1, 0.5));

        assertThat(rates(schedule, 6)).containsExactly(0.2, 0.4, 0.6000000000000001, 0.8, 0.8, 0.4);
    }

    @Test
    void refusesWhatIsNoSchedule() {
        LearningRateSchedule constant = new LearningRateSchedule.Constant(0.1);
        LearningRateSchedule warmUp = new LearningRateSchedule.WarmUp(1, constant);

        assertRefused(() -> new LearningRateSchedule.Constant(0), "constant: rate is 0.0");
        assertRefused(() -> new LearningRateSchedule.Constant(Double.NaN), "constant: rate is NaN");
        assertRefused(() -> new LearningRateSchedule.StepDecay(1, 0, 1), "step decay: everySteps");
        assertRefused(() -> new LearningRateSchedule.StepDecay(1, 1, 0), "step decay: factor");
        assertRefused(() -> new LearningRateSchedule.Cosine(1, 0, 0), "cosine: totalSteps is 0");
        assertRefused(() -> new LearningRateSchedule.Cosine(1, 5, 2), "cosine: floor is 2.0");
        assertRefused(() -> new LearningRateSchedule.WarmUp(0, constant), "warm-up: steps is 0");
        assertRefused(() -> new LearningRateSchedule.WarmUp(1, warmUp), "warm-up: the schedule");
        assertRefused(() -> constant.rateAt(0), "constant: step is 0");
    }

    private static double[] rates(LearningRateSchedule schedule, int steps) {
        double[] rates = new double[steps];
        for (int step = 1; step <= steps; step++) {
            rates[step - 1] = schedule.rateAt(step);
        }
        return rates;
    }

    private static void assertRefused(ThrowingCallable making, String reason) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }
}
