package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;

final class MemoryPlanTest {
    private static final ClusterLayout LARGE = new ClusterLayout(2, 1, 1, 3, true);

    @Test
    void givesTheLargeLayoutRoomOnAMachineOf24Gibibytes() {
        MemoryPlan plan = MemoryPlan.of(LARGE, gibibytes(23.5));

        assertThat(plan.taskManager().getMebiBytes()).isBetween(2048, 4096);
    }

    @Test
    void takesNoMoreThanATaskManagerCanUse() {
        assertThat(MemoryPlan.of(ClusterLayout.SMALL, gibibytes(512)).taskManager().getMebiBytes())
                .isEqualTo(3072);
    }

    @Test
    void refusesAMachineThatIsTooSmallAndSaysWhatItWouldTake() {
        assertThatThrownBy(() -> MemoryPlan.of(LARGE, gibibytes(8)))
                .isInstanceOf(LocalClusterException.class)
                .hasMessageContaining("8.0 GiB")
                .hasMessageContaining("3 task managers")
                .hasMessageContaining("Ask for fewer processes");
    }

    private static MemorySize gibibytes(double count) {
        return new MemorySize((long) (count * (1L << 30)));
    }
}
