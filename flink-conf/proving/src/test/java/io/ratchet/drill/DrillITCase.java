package io.ratchet.drill;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A small drill: one fault of each family, on one cluster. {@code ratchet drill} has all of them,
 * each many times.
 */
@Tag("alone")
final class DrillITCase {
    private static final int STEPS_PER_SECOND = 50;
    private static final List<String> FIRST = List.of("task-manager", "job-manager", "savepoint");
    private static final List<String> THEN =
            List.of("broker", "checkpoint-flipped", "submitted-twice");

    @TempDir private Path folder;

    @RegisterExtension
    @SuppressWarnings("UnusedVariable") // JUnit uses it
    private final ClusterLogs logs = new ClusterLogs(() -> folder.resolve("cluster/log"));

    @Test
    void faultsLeaveNoTraceAndTheDrillGoesOnWhereItWasInterrupted() throws Exception {
        Stage stage = open();
        try {
            Recovery failed = strike(stage, "step");
            assertThat(failed.detect()).isBetween(0.0, failed.firstStep());
            assertThat(failed.restart()).isBetween(failed.detect(), failed.firstStep());
            assertThat(failed.caughtUp()).isGreaterThanOrEqualTo(failed.firstStep());
            strike(stage, FIRST);
            stage.leave();
            stage = open();
            assertThat(stage.job().parallelism()).isEqualTo(2);
            strike(stage, THEN);
            Verdict verdict = stage.end();
            assertLeftNoTrace(verdict);
            stage.leave();
            stage = open();
            assertThat(stage.end()).isEqualTo(verdict);
        } finally {
            stage.close();
        }
    }

    private Stage open() throws Exception {
        return Stage.open(folder, Faults.mixedLayout(), STEPS_PER_SECOND);
    }

    private static void strike(Stage stage, List<String> names) throws Exception {
        for (String name : names) {
            assertThat(strike(stage, name).firstStep()).as(name).isPositive();
        }
    }

    private static Recovery strike(Stage stage, String name) throws Exception {
        return new Drill(stage, new SplittableRandom(1)).repeat(Faults.named(name));
    }

    private static void assertLeftNoTrace(Verdict verdict) {
        assertThat(verdict.gaps()).isZero();
        assertThat(verdict.repeated()).isZero();
        assertThat(verdict.sha256()).isEqualTo(verdict.expectedSha256());
        assertThat(verdict.steps()).isGreaterThan(100);
    }
}
