package io.ratchet.job.sink;

import static io.ratchet.job.sink.SinkStage.REFUSED;
import static io.ratchet.job.sink.SinkStage.STATES;
import static io.ratchet.job.sink.SinkStage.STEPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.sink.SinkLife.Saved;
import io.ratchet.job.track.Track;
import io.ratchet.operator.TaskClosing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.function.ThrowingRunnable;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"NullAway.Init", "try"}) // JUnit fills the fields; a harness may be interrupted
class SinkITCase {
    private static final AtomicReference<ThrowingRunnable<Exception>> beforeCommit =
            new AtomicReference<>(() -> {});

    @TempDir Path folder;

    private SinkStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = SinkStage.open(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void allTopicsAreCommittedWithTheCheckpoint() throws Exception {
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            life.steps(1, 3).refused(7).snapshot(1);
            life.steps(4, 4).snapshot(2);
            for (String topic : List.of(STEPS, STATES, REFUSED)) {
                assertThat(stage.committed(topic)).isEmpty();
            }

            life.complete(1);

            assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
            assertThat(stage.committed(STATES)).containsExactly("state 3");
            assertThat(stage.committed(REFUSED)).containsExactly("refused 7");

            life.complete(2);

            assertThat(stage.committed(STEPS)).hasSize(4);
        }
    }

    /** A life that dies between a checkpoint and its commit, and one that dies behind it. */
    @Test
    void whatTheCheckpointHoldsIsCommittedOnceAndTheRestWrittenAgain() throws Exception {
        Saved prepared;
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            prepared = life.steps(1, 2).snapshot(1);
            life.steps(3, 4);
        }
        for (long epoch = 2; epoch <= 3; epoch++) {
            try (SinkLife life = stage.begin(epoch, Optional.of(prepared))) {
                life.steps(3, 3);
            }
        }
        try (SinkLife life = stage.begin(4, Optional.of(prepared))) {
            life.steps(3, 3).checkpoint(2);
        }

        assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
        assertThat(stage.committed(STATES)).containsExactly("state 2", "state 3");
    }

    /** Of the steps, 5 has never been committed: what came behind it has overtaken it. */
    @Test
    void whatIsCommittedBehindAnOlderCheckpointIsDroppedWhenItComesAgain() throws Exception {
        Saved older;
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            older = life.steps(1, 2).refused(7).checkpoint(1);
            life.steps(3, 4).checkpoint(2);
            life.steps(6, 6).refused(9).checkpoint(3);
        }
        Saved amid;
        try (SinkLife life = stage.begin(2, Optional.of(older))) {
            amid = life.steps(3, 3).checkpoint(2);
            life.steps(4, 5).checkpoint(3);
        }
        try (SinkLife life = stage.begin(3, Optional.of(amid))) {
            life.steps(4, 5).steps(6, 7).refused(9).checkpoint(3);
        }

        assertThat(stage.committed(STEPS))
                .containsExactly(
                        "step 1", "step 2", "step 3", "step 4", "step 6", "step 5", "step 7");
        assertThat(stage.committed(STATES))
                .containsExactly("state 2", "state 4", "state 6", "state 7");
        assertThat(stage.committed(REFUSED)).containsExactly("refused 7", "refused 9");
    }

    @Test
    void aRunThatIsTakenOutOfTheJobCostsNoCheckpoint() throws Exception {
        Track other = new Track(STEPS, "taken out", 1, "steps/taken out");
        Optional<Saved> newest;
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            newest = Optional.of(life.steps(1, 2).record(other, 1).checkpoint(1));
        }
        try (SinkLife life = stage.begin(2, newest)) {
            life.steps(3, 3).checkpoint(2);
        }
        assertThat(stage.committed(STEPS)).hasSize(4);
    }

    /** What it computes again is made of other records than what was reported. */
    @Test
    void aRunByArrivalGoesOnFromItsNewestCheckpointOnly() throws Exception {
        Optional<Saved> older;
        Optional<Saved> newest;
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            older = Optional.of(life.steps(1, 2).checkpoint(1));
            newest = Optional.of(life.steps(3, 4).checkpoint(2));
        }
        SinkTask tooOld = SinkStage.byArrival(stage.start(2, older));
        assertThatThrownBy(() -> SinkLife.begin(tooOld, older))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("Run 'run' cannot go on from an older checkpoint");

        try (SinkLife life = SinkLife.begin(SinkStage.byArrival(stage.start(3, newest)), newest)) {
            life.steps(5, 5).checkpoint(3);
        }

        assertThat(stage.committed(STEPS)).hasSize(5);
    }

    /** Of a run that was taken out of the job, and of the generation before. */
    @Test
    void whatIsComputedByNobodyIsNotExpectedToComeAgain() throws Exception {
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            life.steps(1, 2)
                    .record(new Track(STEPS, "gone", 1, "steps/gone"), 7)
                    .record(new Track(STEPS, "run", 2, "steps/run"), 8)
                    .checkpoint(1);
        }
        SinkTask task = stage.start(2, Optional.empty());
        try (Life life = Life.begin(task)) {
            OutputStand stand =
                    OutputStand.find(
                            task,
                            life,
                            Optional.empty(),
                            task.restore().of(new JobID(), OptionalLong.empty()),
                            new SinkMetrics());

            assertThat(stand.expected())
                    .hasToString(
                            "{states/run of run run on run-state=0 to 4,"
                                    + " steps/run of run run on metrics=1 to 2}");
        }
    }

    /** A savepoint's transaction waits for the next checkpoint, and dies with its life. */
    @Test
    void aTransactionThatWasAbortedIsNotMissedWhereItsRecordsWereWrittenAgain() throws Exception {
        Saved first;
        Saved savepoint;
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            first = life.steps(1, 1).checkpoint(1);
            savepoint = life.steps(2, 3).snapshot(2);
        }
        try (SinkLife life = stage.begin(2, Optional.of(first))) {
            life.steps(2, 4).checkpoint(2);
        }

        try (SinkLife life = stage.begin(3, Optional.of(savepoint))) {
            life.steps(4, 5).checkpoint(3);
        }

        assertThat(stage.committed(STEPS))
                .containsExactly("step 1", "step 2", "step 3", "step 4", "step 5");
        assertThat(stage.mark()).isEmpty();
    }

    @Test
    void aTransactionThatIsNowhereEndsTheJobAndMarksTheCheckpoint() throws Exception {
        Saved first;
        Saved second;
        try (SinkLife life = stage.begin(1, Optional.empty())) {
            first = life.steps(1, 1).checkpoint(1);
            second = life.steps(2, 3).snapshot(2);
        }
        stage.begin(2, Optional.of(first)).close();

        assertThatThrownBy(() -> stage.begin(3, Optional.of(second)))
                .isInstanceOf(LostTransactionException.class)
                .hasMessageContaining("steps/run of run run on metrics=2 to 3");
        assertThat(stage.mark()).hasValueSatisfying(why -> assertThat(why).contains("2 to 3"));
        assertThat(stage.committed(STEPS)).containsExactly("step 1");
    }

    /** The older start has made sure that the job is its own, and then stands still. */
    @Test
    void aCommitThatComesBehindANewerStartsBeginningIsRefused() throws Exception {
        List<SinkLife> newer = new ArrayList<>();
        SinkTask task =
                stage.start(1, Optional.empty(), stage.clients(), SinkITCase::beforeCommit, false);
        try (SinkLife older = SinkLife.begin(task, Optional.empty())) {
            older.steps(1, 2).snapshot(1);
            beforeCommit.set(() -> newer.add(stage.begin(2, Optional.empty())));

            assertThatThrownBy(() -> older.complete(1)).hasMessageContaining("Cannot commit");

            newer.get(0).steps(1, 3).checkpoint(1);
        } finally {
            beforeCommit.set(() -> {});
            TaskClosing.quietly(newer.toArray(SinkLife[]::new));
        }

        assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2", "step 3");
    }

    /** The newer one has only claimed the job. */
    @Test
    void aStartThatHasLostTheJobCommitsNothing() throws Exception {
        try (SinkLife older = stage.begin(1, Optional.empty())) {
            older.checkpoint(1);
            stage.start(2, Optional.empty());

            assertThatThrownBy(() -> older.checkpoint(2))
                    .as("also where there is nothing to commit")
                    .hasStackTraceContaining("it was started again, as epoch 2");
            assertThatThrownBy(() -> older.steps(1, 2).checkpoint(3))
                    .hasStackTraceContaining("it was started again, as epoch 2");

            assertThat(stage.committed(STEPS)).isEmpty();
        }
    }

    /** Its task was on its way for long. */
    @Test
    void aStartThatBeginsTooLateEndsNothingOfTheOneThatLives() throws Exception {
        SinkTask late = stage.start(1, Optional.empty());
        try (SinkLife living = stage.begin(2, Optional.empty())) {
            assertThatThrownBy(() -> SinkLife.begin(late, Optional.empty()))
                    .hasStackTraceContaining("it was started again, as epoch 2");

            living.steps(1, 2).checkpoint(1);
        }
        assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");
    }

    /** In a static field, because what is in a task is copied. */
    private static void beforeCommit() {
        try {
            Objects.requireNonNull(beforeCommit.get()).run();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Those between were killed before their sinks began. */
    @Test
    @Timeout(20)
    void whatAStartOfLongAgoHasOpenHidesNothing() throws Exception {
        stage.leaveOpen("ratchet/" + SinkStage.JOB + "/1/0");
        for (long epoch = 1; epoch <= 3; epoch++) {
            stage.start(epoch, Optional.empty());
        }

        try (SinkLife life = stage.begin(4, Optional.empty())) {
            life.steps(1, 2).checkpoint(1);
        }

        assertThat(stage.committed(STEPS)).containsExactly("step 1", "step 2");
    }

    /** As a task is that is cancelled. */
    @Test
    void anInterruptionLeavesNoProducerBehind() throws Exception {
        closeTwo(
                stage.start(1, Optional.empty()),
                pool -> {
                    Thread.currentThread().interrupt();
                    pool.close();
                    assertThat(Thread.interrupted()).as("is kept").isTrue();
                });
    }

    @Test
    void aProducerThatFailsToCloseLeavesNoOtherBehind() throws Exception {
        closeTwo(
                stage.startWith(Map.of("partitioner.class", Unclosable.class.getName())),
                pool ->
                        assertThatThrownBy(pool::close)
                                .hasRootCauseMessage("does not close")
                                .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1)));
    }

    private static void closeTwo(SinkTask task, Consumer<TransactionPool> close) throws Exception {
        try (Life life = Life.begin(task)) {
            TransactionPool pool = new TransactionPool(task, life);
            pool.begin();
            pool.begin();
            assertThat(producers()).isEqualTo(2);

            close.accept(pool);
        }
        assertThat(producers()).isZero();
    }

    /** A part of a producer that the configuration names. */
    public static final class Unclosable implements Partitioner {
        @Override
        public int partition(
                String topic,
                Object key,
                byte[] keyBytes,
                Object value,
                byte[] valueBytes,
                Cluster cluster) {
            return 0;
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {
            throw new IllegalStateException("does not close");
        }
    }

    private static long producers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-producer"))
                .filter(thread -> thread.getName().contains("ratchet/" + SinkStage.JOB))
                .count();
    }

    /** There are three times as many starts as lanes. */
    @Test
    void neitherCheckpointsNorStartsTakeNewTransactionalIds() throws Exception {
        Optional<Saved> last = Optional.empty();
        long step = 0;
        Set<String> ids = new TreeSet<>();
        for (int start = 1; start <= 3 * TransactionalIds.LANES; start++) {
            try (SinkLife life = stage.begin(start, last)) {
                for (int checkpoint = 0; checkpoint < 5; checkpoint++) {
                    step++;
                    last = Optional.of(life.steps(step, step).checkpoint(step));
                }
            }
            if (start == TransactionalIds.LANES) {
                ids.addAll(stage.transactionalIds());
            }
        }

        assertThat(stage.committed(STEPS)).hasSize(15 * TransactionalIds.LANES);
        // Each life writes with one, and there is one that counts lives.
        assertThat(stage.transactionalIds())
                .hasSizeLessThanOrEqualTo(TransactionalIds.LANES + 1)
                .isEqualTo(ids);
    }
}
