package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.MixedRuns;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.RecordedLog;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goes on from older checkpoints than the newest, once because they are named and once because the
 * newer ones are damaged, and compares all that readers see with the job that nobody touched.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class FallenBackITCase {
    private static final long STEP_NANOS = 4_000_000;
    private static final String NAME = "fallen-back";

    @TempDir Path folder;

    @Test
    void whatIsCommittedIsComputedAgainAndNotReportedAgain() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            MixedRuns runs = MixedRuns.fill(broker, folder);
            Map<String, Outcome> undisturbed = undisturbed(broker, runs);
            Faults faults = Faults.of(NAME, STEP_NANOS);
            undisturbed.forEach((run, outcome) -> faults.keepFromEnding(run, outcome.lastStep()));

            live(broker, runs.job(NAME, "auto"), faults, 10, Set.of());
            Path first = Checkpoints.of(runs.checkpoints(NAME)).get(0);
            live(broker, runs.job(NAME, first.toString()), faults, 70, Set.of("loss-not-finite"));
            List<Path> checkpoints = Checkpoints.of(runs.checkpoints(NAME));
            for (Path newer : checkpoints.subList(1, checkpoints.size())) {
                Checkpoints.damage(newer);
            }
            JobConfiguration job = runs.job(NAME, "auto");
            try (RecordedLog log = RecordedLog.of("io.ratchet.job.sink");
                    JobLife life = JobLife.start(job)) {
                assertThat(life.plan().restorePath())
                        .hasValueSatisfying(
                                path -> assertThat(Checkpoints.local(path)).isEqualTo(first));
                faults.hurry();
                assertThat(life.result().getSerializedThrowable()).isEmpty();
                for (String topic : List.of("metrics", "run-state", "quarantine")) {
                    assertThat(log.lines())
                            .anyMatch(line -> line.contains(topic + " is computed again"));
                }
            }

            Map<String, Outcome> outcomes = Outcome.read(broker.clients(), job);
            for (String run : MixedRuns.IDS) {
                Outcome outcome = Objects.requireNonNull(outcomes.get(run));
                outcome.assertSameAs(
                        Objects.requireNonNull(undisturbed.get(run)), runs.records(run));
            }
        }
    }

    private static Map<String, Outcome> undisturbed(TestBroker broker, MixedRuns runs)
            throws Exception {
        JobConfiguration job = runs.job("undisturbed", "auto");
        Faults.of("undisturbed", 0);
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
        Map<String, Outcome> outcomes = Outcome.read(broker.clients(), job);
        assertThat(Objects.requireNonNull(outcomes.get("csv")).quarantine()).hasSize(12);
        return outcomes;
    }

    /**
     * Trains until both runs have committed a step, and until their states and what was refused are
     * committed too; then closes Flink hard.
     *
     * @param reasons for which something is refused before that step
     */
    private static void live(
            TestBroker broker,
            JobConfiguration job,
            Faults faults,
            long step,
            Set<String> reasons) {
        faults.startLife();
        MixedRuns.IDS.forEach(run -> faults.slowFrom(run, step));
        try (JobLife life = JobLife.start(job);
                StepFollower committed =
                        StepFollower.committed(broker.clients(), job.topics().metrics())) {
            for (String run : MixedRuns.IDS) {
                Await.until(
                        "run " + run + " commits step " + step,
                        () -> {
                            life.assertNotFailed();
                            return committed.of(run) >= step;
                        });
            }
            Await.until(
                    "states of step " + step + " and refusals for " + reasons + " are committed",
                    () -> {
                        life.assertNotFailed();
                        return Outcome.everyState(
                                        broker.clients(), job, state -> state.step() >= step)
                                && reasons(broker, job).containsAll(reasons);
                    });
        }
    }

    private static Set<String> reasons(TestBroker broker, JobConfiguration job) {
        return Outcome.quarantine(broker.clients(), job).stream()
                .map(QuarantineEntry::reason)
                .collect(Collectors.toSet());
    }
}
