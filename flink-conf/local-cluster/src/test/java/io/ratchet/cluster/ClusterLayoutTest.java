package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ClusterLayoutTest {
    @Test
    void countsItsProcesses() {
        ClusterLayout layout = new ClusterLayout(2, 1, 1, 3, true);

        assertThat(layout.count(ClusterRole.TASK_MANAGER)).isEqualTo(3);
        assertThat(layout.count(ClusterRole.JOB_MANAGER)).isEqualTo(2);
        assertThat(layout.count(ClusterRole.ZOOKEEPER)).isEqualTo(1);
        assertThat(layout.count(ClusterRole.BROKER)).isEqualTo(3);
        assertThat(ClusterLayout.SMALL.count(ClusterRole.ZOOKEEPER)).isZero();
    }

    @Test
    void knowsFromWhichProcessesOthersTakeOver() {
        ClusterLayout full = new ClusterLayout(1, 1, 1, 3, true);
        ClusterLayout bare = new ClusterLayout(2, 0, 1, 1, false);

        assertThat(full.isReplaced(ClusterRole.TASK_MANAGER)).isTrue();
        assertThat(full.isReplaced(ClusterRole.JOB_MANAGER)).isTrue();
        assertThat(full.isReplaced(ClusterRole.BROKER)).isFalse();
        assertThat(bare.isReplaced(ClusterRole.TASK_MANAGER)).isFalse();
        assertThat(bare.isReplaced(ClusterRole.JOB_MANAGER)).isFalse();
    }

    @Test
    void refusesAQuorumThatIsWorseThanASingleBroker() {
        assertThatThrownBy(() -> new ClusterLayout(1, 0, 1, 2, false))
                .hasMessageContaining("2 brokers")
                .hasMessageContaining("3");
    }

    @Test
    void refusesAClusterThatTrainsNothing() {
        assertThatThrownBy(() -> new ClusterLayout(0, 1, 1, 1, false))
                .hasMessageContaining("task managers");
    }
}
