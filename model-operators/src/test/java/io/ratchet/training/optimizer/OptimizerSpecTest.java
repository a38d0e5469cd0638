package io.ratchet.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptimizerSpecTest {
    @Test
    void namesItsMomentsAndTheirInitialValues() {
        assertThat(new OptimizerSpec.Sgd(0, 0, false, 0).momentNames()).isEmpty();
        assertThat(new OptimizerSpec.Sgd(0.9, 0, false, 0).momentNames())
                .containsExactly("momentum_buffer");
        assertThat(new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0).momentNames())
                .containsExactly("exp_avg", "exp_avg_sq");
        assertThat(new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0).momentInitialValue("exp_avg"))
                .isZero();
        assertThat(new OptimizerSpec.Adagrad(1e-10, 0.1, 0, 0).momentInitialValue("sum"))
                .isEqualTo(0.1f);
        assertThatThrownBy(
                        () -> new OptimizerSpec.Adagrad(1e-10, 0, 0, 0).momentInitialValue("avg"))
                .hasMessage("The optimizer 'adagrad' keeps no moment 'avg', only [sum].");
    }

    @Test
    void refusesNumbersThatPyTorchRefuses() {
        assertRefused(() -> new OptimizerSpec.Sgd(-1, 0, false, 0), "sgd: momentum is -1.0");
        assertRefused(() -> new OptimizerSpec.Sgd(0, Double.NaN, false, 0), "sgd: dampening");
        assertRefused(() -> new OptimizerSpec.Sgd(0, 0, true, 0), "sgd: Nesterov needs");
        assertRefused(() -> new OptimizerSpec.Sgd(0.9, 0.1, true, 0), "sgd: Nesterov needs");
        assertRefused(() -> new OptimizerSpec.Adam(1, 0.9, 0, 0), "adam: beta1 is 1.0");
        assertRefused(() -> new OptimizerSpec.Adam(0.9, -0.1, 0, 0), "adam: beta2 is -0.1");
        assertRefused(() -> new OptimizerSpec.AdamW(0.9, 0.9, -1, 0), "adamw: epsilon is -1.0");
        assertRefused(
                () -> new OptimizerSpec.AdamW(0.9, 0.9, 0, Double.POSITIVE_INFINITY),
                "adamw: weight decay is Infinity");
        assertRefused(
                () -> new OptimizerSpec.Adagrad(0, -1, 0, 0), "adagrad: initial accumulator is");
        assertRefused(() -> new UpdateArguments(0, 0.1, 1), "update: step is 0");
        assertRefused(() -> new UpdateArguments(1, 0.1, Float.NaN), "update: gradient scale");
    }

    private static void assertRefused(ThrowingCallable making, String reason) {
        assertThatThrownBy(making)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }
}
