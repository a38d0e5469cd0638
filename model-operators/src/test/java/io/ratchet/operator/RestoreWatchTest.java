package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.restore.CheckpointPath;
import io.ratchet.operator.restore.DamagedStateException;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.RestoredCheckpoint;
import io.ratchet.operator.restore.UnreadableStateException;
import io.ratchet.operator.restore.WholenessCheck;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What the job manager is told of a job's attempts, and what becomes of the job. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
final class RestoreWatchTest {
    private static final long STARTED_FROM = 7;
    private static final long PATIENCE_SECONDS = 30;

    @TempDir Path folder;

    private final RecordingContext context = new RecordingContext();
    private final BlockingQueue<String> looks = new LinkedBlockingQueue<>();
    private volatile Optional<String> missing = Optional.empty();
    private Path given;
    private OperatorCoordinator watch;

    @BeforeEach
    void start() throws Exception {
        given = Files.createDirectory(folder.resolve("given"));
        RestorePoint point = new RestorePoint(storage(folder), storage(given), STARTED_FROM);
        watch = coordinator(point, this::look);
    }

    private OperatorCoordinator coordinator(RestorePoint point, WholenessCheck check)
            throws Exception {
        return new TrainCoordinator.Provider(
                        context.getOperatorId(),
                        point,
                        check,
                        PatientPolicy.of("start"),
                        Set.of("run"),
                        "")
                .create(context);
    }

    @AfterEach
    void close() throws Exception {
        watch.close();
    }

    private Optional<String> look(CheckpointPath checkpoint) {
        looks.add(checkpoint.path().getPath());
        return missing;
    }

    @Test
    void aFileThatVanishedEndsTheJobAtTheSecondRestore() throws Exception {
        missing = Optional.of("file f is missing");

        watch.resetToCheckpoint(STARTED_FROM, null);
        failsFor(new IllegalStateException("a sink's failure, of which TRAIN hears nothing"));
        assertThat(looks).isEmpty();
        watch.subtaskReset(0, STARTED_FROM);

        assertThat(context.failure())
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(DamagedStateException.class)
                .hasMessageContaining("Cannot restore the job: file f is missing")
                .hasMessageContaining("start the job again");
        assertThat(RestoredCheckpoint.mark(storage(given))).hasValue("file f is missing");
    }

    @Test
    void aCheckpointOfThisLifeIsMarkedWhereFlinkHasWrittenIt() throws Exception {
        Path own = Files.createDirectories(folder.resolve(context.getJobID() + "/chk-12"));
        missing = Optional.of("file f is missing");

        watch.subtaskReset(0, 12);
        watch.subtaskReset(0, 12);

        context.failure();
        assertThat(RestoredCheckpoint.mark(storage(own))).isPresent();
    }

    @Test
    void damageThatComesTwiceInARowEndsTheJob() throws Exception {
        watch.resetToCheckpoint(STARTED_FROM, null);
        failsFor(damage());
        failsFor(damage()); // another task of the same attempt
        awaitLookAtTheNextRestore(STARTED_FROM);
        assertThat(context.hasFailed()).isFalse();
        failsFor(damage());

        assertThat(context.failure())
                .hasRootCauseInstanceOf(DamagedStateException.class)
                .rootCause()
                .hasMessageContaining("bad block");
    }

    @Test
    void aStreamThatDoesNotDeserializeTwiceInARowIsDamaged() throws Exception {
        watch.resetToCheckpoint(STARTED_FROM, null);
        failsFor(unreadable());
        awaitLookAtTheNextRestore(STARTED_FROM);
        failsFor(unreadable());

        assertThat(context.failure()).hasRootCauseInstanceOf(DamagedStateException.class);
        assertThat(RestoredCheckpoint.mark(storage(given)))
                .hasValueSatisfying(why -> assertThat(why).contains("does not deserialize"));
    }

    /** Another state backend does not read it either, however often it tries. */
    @Test
    void whatMayBeReadWithSomethingElseEndsTheJobAndIsNotMarked() throws Exception {
        WholenessCheck other =
                new WholenessCheck() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Optional<String> missing(CheckpointPath checkpoint) {
                        return look(checkpoint);
                    }

                    @Override
                    public Optional<String> unreadableThoughWhole(CheckpointPath checkpoint) {
                        return Optional.of("it was written by the state backend rocksdb");
                    }
                };
        watch.close();
        watch = coordinator(new RestorePoint(storage(folder), storage(given), STARTED_FROM), other);
        watch.resetToCheckpoint(STARTED_FROM, null);
        failsFor(unreadable());
        awaitLookAtTheNextRestore(STARTED_FROM);
        failsFor(unreadable());

        assertThat(context.failure())
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("written by the state backend rocksdb")
                .hasMessageContaining("It was not marked");
        assertThat(RestoredCheckpoint.mark(storage(given))).isEmpty();
    }

    private static Exception unreadable() {
        return new BackendBuildingException(
                "Failed when trying to restore heap backend", new EOFException());
    }

    @Test
    void aWholeCheckpointIsGoneOnFromHoweverOftenTheJobFails() throws Exception {
        watch.resetToCheckpoint(STARTED_FROM, null);
        for (int attempt = 0; attempt < 5; attempt++) {
            failsFor(new IllegalStateException("no broker answers"));
            awaitLookAtTheNextRestore(STARTED_FROM);
        }

        assertThat(context.hasFailed()).isFalse();
        assertThat(RestoredCheckpoint.mark(storage(given))).isEmpty();
    }

    @Test
    void aCheckpointInBetweenBeginsTheCountAnew() throws Exception {
        watch.resetToCheckpoint(STARTED_FROM, null);
        failsFor(damage());
        awaitLookAtTheNextRestore(STARTED_FROM);
        watch.notifyCheckpointComplete(8);
        failsFor(damage());
        watch.subtaskReset(0, 8);
        failsFor(damage());
        awaitLookAtTheNextRestore(8);

        assertThat(context.hasFailed()).isFalse();
    }

    @Test
    void aCheckpointThatWasReplacedWhileItWasLookedAtIsNotMarked() throws Exception {
        SynchronousQueue<Optional<String>> answer = new SynchronousQueue<>();
        RestorePoint point = new RestorePoint(storage(Path.of("/nowhere")), storage(given), 7);
        OperatorCoordinator slow = coordinator(point, path -> taken(answer));
        slow.resetToCheckpoint(STARTED_FROM, null);
        slow.subtaskReset(0, STARTED_FROM);
        slow.notifyCheckpointComplete(8);
        answer.put(Optional.of("file f is missing"));
        slow.subtaskReset(0, 8);
        slow.subtaskReset(0, 8);
        answer.put(Optional.empty()); // the thread is through with the first look

        assertThat(context.hasFailed()).isFalse();
        assertThat(RestoredCheckpoint.mark(storage(given))).isEmpty();
        slow.close();
    }

    private static Optional<String> taken(SynchronousQueue<Optional<String>> answer) {
        try {
            return answer.take();
        } catch (InterruptedException closed) {
            return Optional.empty();
        }
    }

    private static RocksDBException damage() {
        return new RocksDBException(
                new Status(Status.Code.Corruption, Status.SubCode.None, "bad block"));
    }

    private void failsFor(Throwable reason) {
        watch.executionAttemptFailed(0, 0, reason);
    }

    private void awaitLookAtTheNextRestore(long checkpoint) throws InterruptedException {
        watch.subtaskReset(0, checkpoint);
        watch.subtaskReset(1, checkpoint);
        assertThat(looks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    private static org.apache.flink.core.fs.Path storage(Path folder) {
        return new org.apache.flink.core.fs.Path("file:" + folder);
    }
}
