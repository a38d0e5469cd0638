package io.ratchet.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.drill.fault.Faults;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.Verdict;
import io.ratchet.drill.stage.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
final class DrillITCase {
    private static final int STEPS_PER_SECOND = 50;
    private static final List<String> OTHER_FAMILIES =
            List.of(
                    "source",
                    "task-manager-frozen",
                    "savepoint",
                    "checkpoints-unwritable",
                    "job-manager",
                    "zookeeper",
                    "broker",
                    "checkpoint-flipped",
                    "submitted-twice");

    @TempDir private Path folder;

    @RegisterExtension
    @SuppressWarnings("UnusedVariable") // JUnit uses it
    private final ClusterLogs logs = new ClusterLogs(() -> folder.resolve("cluster/log"));

    @Test
    void aFailedStepAKilledTaskManagerAndALostClusterLeaveNoTrace() throws Exception {
        try (Stage stage = Stage.open(folder, ClusterLayout.SMALL, STEPS_PER_SECOND)) {
            Drill drill = new Drill(stage, new SplittableRandom(1));

            Recovery failed = drill.repeat(Faults.named("step"));
            Recovery killed = drill.repeat(Faults.named("task-manager"));
            Recovery lost = drill.repeat(Faults.named("cluster"));

            assertThat(failed.detect()).isBetween(0.0, failed.firstStep());
            assertThat(failed.restart()).isBetween(failed.detect(), failed.firstStep());
            assertThat(failed.caughtUp()).isGreaterThanOrEqualTo(failed.firstStep());
            assertThat(killed.firstStep()).isPositive();
            assertThat(lost.firstStep()).isPositive();
            assertLeftNoTrace(stage.end());
        }
    }

    @Test
    void faultsOfEveryOtherFamilyLeaveNoTraceAndTheDrillGoesOnWhereItWasInterrupted()
            throws Exception {
        Stage stage = openMixed();
        try {
            strike(stage, OTHER_FAMILIES.subList(0, 5));
            stage.leave();
            stage = openMixed();
            assertThat(stage.job().parallelism()).isEqualTo(2);
            strike(stage, OTHER_FAMILIES.subList(5, OTHER_FAMILIES.size()));
            Verdict verdict = stage.end();
            assertLeftNoTrace(verdict);
            stage.leave();
            stage = openMixed();
            assertThat(stage.end()).isEqualTo(verdict);
        } finally {
            stage.close();
        }
    }

    private Stage openMixed() throws Exception {
        return Stage.open(folder, Faults.mixedLayout(), STEPS_PER_SECOND);
    }

    private static void strike(Stage stage, List<String> names) throws Exception {
        Drill drill = new Drill(stage, new SplittableRandom(1));
        for (String name : names) {
            assertThat(drill.repeat(Faults.named(name)).firstStep()).as(name).isPositive();
        }
    }

    private static void assertLeftNoTrace(Verdict verdict) {
        assertThat(verdict.gaps()).isZero();
        assertThat(verdict.repeated()).isZero();
        assertThat(verdict.sha256()).isEqualTo(verdict.expectedSha256());
        assertThat(verdict.steps()).isGreaterThan(100);
    }
}
