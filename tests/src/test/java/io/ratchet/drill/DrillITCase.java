package io.ratchet.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.fault.Faults;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.drill.stage.Stage;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrillITCase {
    private static final int STEPS_PER_SECOND = 50;

    @TempDir private Path folder;

    @Test
    void aFailedStepAndAKilledTaskManagerLeaveNoTrace() throws Exception {
        try (Stage stage = Stage.open(folder, ClusterLayout.SMALL, STEPS_PER_SECOND)) {
            Drill drill = new Drill(stage, new SplittableRandom(1));

            Recovery failed = drill.repeat(Faults.named("step"));
            Recovery killed = drill.repeat(Faults.named("task-manager"));
            Verdict verdict = stage.end();

            assertThat(failed.detect()).isBetween(0.0, failed.firstStep());
            assertThat(failed.restart()).isBetween(failed.detect(), failed.firstStep());
            assertThat(failed.caughtUp()).isGreaterThanOrEqualTo(failed.firstStep());
            assertThat(killed.firstStep()).isPositive();
            assertThat(verdict.gaps()).isZero();
            assertThat(verdict.repeated()).isZero();
            assertThat(verdict.sha256()).isEqualTo(verdict.expectedSha256());
            assertThat(verdict.steps()).isGreaterThan(100);
        }
    }
}
