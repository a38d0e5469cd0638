package io.ratchet.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FaultPlanTest {
    @Test
    void isAFunctionOfTheSeed() {
        assertThat(FaultPlan.random(9, 4)).isEqualTo(FaultPlan.random(9, 4));
        assertThat(FaultPlan.random(9, 4)).isNotEqualTo(FaultPlan.random(9, 5));
    }

    @Test
    void closesTheClusterAtLeastOnceAndKnowsEveryKind() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(FaultPlan.random(1, seed).faults())
                    .extracting(FaultPlan.Fault::kind)
                    .containsExactly(FaultKind.CLUSTER);
            assertThat(FaultPlan.random(5, seed).faults())
                    .extracting(FaultPlan.Fault::kind)
                    .hasSize(5)
                    .contains(FaultKind.values());
        }
    }
}
