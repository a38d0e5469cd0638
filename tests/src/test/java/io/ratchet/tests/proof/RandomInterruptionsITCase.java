package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.FourRuns;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Schedule;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interrupts a job of four runs at random, and compares every bit with the job that nobody touched
 * and with the loop without Flink.
 *
 * <p>{@code -Dratchet.proof.seeds=1,2,3} chooses the schedules; by default there are two that
 * together have every kind of interruption, both state backends, and more and fewer tasks after
 * aligned and unaligned checkpoints.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RandomInterruptionsITCase {
    @TempDir static Path folder;

    private static TestBroker broker;
    private static FourRuns runs;
    private static Map<String, Outcome> undisturbed;

    @BeforeAll
    static void trainUndisturbed() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        runs = FourRuns.fill(broker, folder);
        JobConfiguration job = runs.job("undisturbed", 1, Map.of());
        Faults.of("undisturbed", 0);
        Map<String, String> truth;
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().isSuccess()).isTrue();
            truth = Truth.of(life.plan());
        }
        undisturbed = Outcome.read(broker.clients(), job);
        undisturbed.forEach(
                (run, outcome) -> assertThat(outcome.sha256()).as(run).isEqualTo(truth.get(run)));
        assertThat(Objects.requireNonNull(undisturbed.get("turns")).quarantine()).hasSize(4);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    static List<Long> seeds() {
        String given = System.getProperty("ratchet.proof.seeds", "");
        return given.isEmpty()
                ? List.of(11L, 12L)
                : Arrays.stream(given.split(",", -1))
                        .map(String::strip)
                        .map(Long::valueOf)
                        .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyInterruptionLeavesEveryBitAsItWas(long seed) throws Exception {
        Schedule schedule = Schedule.of(seed);
        System.out.println("seed " + seed + ": " + schedule);
        String name = "seed-" + seed;
        Faults faults = Faults.of(name, schedule.stepNanos());

        interruptAndFinish(name, schedule, faults);

        Map<String, Outcome> outcomes = Outcome.read(broker.clients(), runs.job(name, 1, Map.of()));
        for (String run : FourRuns.IDS) {
            Outcome expected = Objects.requireNonNull(undisturbed.get(run), run);
            Outcome actual = Objects.requireNonNull(outcomes.get(run), run);
            String what = "run " + run + ", seed " + seed;
            assertThat(actual.state().status()).as(what).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(actual.sha256()).as(what).isEqualTo(expected.sha256());
            assertThat(actual.timeless()).as(what).isEqualTo(expected.timeless());
            assertThat(actual.repeats()).as("repeats of " + what).isZero();
            assertThat(actual.gaps(runs.records(run)))
                    .as("gaps of " + what)
                    .isEqualTo(FourRuns.waiting(run));
            assertThat(actual.state().waitingRecords()).as(what).isEqualTo(FourRuns.waiting(run));
        }
        System.out.println("seed " + seed + " resumed: " + faults.resumptions());
        assertThat(faults.resumptions())
                .as("recoveries, seed %d", seed)
                .isNotEmpty()
                .allSatisfy(resumption -> assertThat(resumption.next()).isGreaterThan(1));
        assertThat(JobLife.decide(runs.job(name, 1, Map.of())))
                .isInstanceOf(StartDecision.Ended.class);
    }

    private static void interruptAndFinish(String name, Schedule schedule, Faults faults)
            throws Exception {
        List<Schedule.Interruption> waiting = new ArrayList<>(schedule.interruptions());
        int parallelism = schedule.parallelism();
        int done = 0;
        for (int life = 0; ; life++) {
            JobConfiguration job = runs.job(name, parallelism, schedule.flink(life));
            if (!(JobLife.decide(job) instanceof StartDecision.Go go)) {
                return; // it had come to its end before it was stopped
            }
            faults.startLife();
            try (JobLife now = JobLife.start(go.plan());
                    StepFollower committed =
                            StepFollower.committed(broker.clients(), job.topics().metrics())) {
                assertThat(now.plan().restorePath().isPresent()).isEqualTo(life > 0);
                boolean lives = true;
                while (lives && !waiting.isEmpty()) {
                    slowBehind(faults, ++done, schedule.interruptions().size());
                    awaitNewSteps(now, faults, committed);
                    if (isAtEnd(faults)) {
                        break;
                    }
                    Schedule.Interruption next = waiting.remove(0);
                    lives = interrupt(now, faults, next);
                    if (next instanceof Schedule.HardClose close) {
                        parallelism = close.parallelism();
                    } else if (next instanceof Schedule.Savepoint stop) {
                        parallelism = stop.parallelism();
                    }
                }
                if (lives) {
                    faults.hurry();
                    assertThat(now.result().getSerializedThrowable()).isEmpty();
                    return;
                }
            }
        }
    }

    /** Each interruption has its share of every run, so that no run ends before the last one. */
    private static void slowBehind(Faults faults, int done, int interruptions) {
        undisturbed.forEach(
                (run, outcome) ->
                        faults.slowFrom(run, outcome.lastStep() * done / (interruptions + 1)));
    }

    /** Waits until every run has committed a step that it had not begun yet, or its last one. */
    private static void awaitNewSteps(JobLife life, Faults faults, StepFollower committed) {
        Map<String, Long> wanted = new TreeMap<>();
        undisturbed.forEach(
                (run, outcome) ->
                        wanted.put(run, Math.min(faults.lastStep(run) + 1, outcome.lastStep())));
        wanted.forEach(
                (run, step) ->
                        Await.until(
                                "run " + run + " commits step " + step,
                                () -> {
                                    life.assertNotFailed();
                                    return committed.of(run) >= step;
                                }));
    }

    private static boolean isAtEnd(Faults faults) {
        return undisturbed.entrySet().stream()
                .allMatch(run -> faults.lastStep(run.getKey()) >= run.getValue().lastStep());
    }

    /** Returns whether the job still lives. */
    private static boolean interrupt(
            JobLife life, Faults faults, Schedule.Interruption interruption) {
        long begun = faults.stepCount();
        if (interruption instanceof Schedule.StepFailure failure) {
            faults.failAt(failure.run(), faults.lastStep(failure.run()) + failure.steps());
            Await.until("the fault strikes", () -> faults.hasFailed() || isAtEnd(faults));
            return true;
        }
        Await.until(
                interruption.steps() + " more steps",
                () -> faults.stepCount() >= begun + interruption.steps() || isAtEnd(faults));
        if (interruption instanceof Schedule.Savepoint) {
            // What lies in front of the barrier has to be trained first.
            faults.hurry();
            life.stop();
        }
        return false;
    }
}
