package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.restore.CheckpointPath;
import io.ratchet.operator.restore.DamagedChunkException;
import io.ratchet.operator.restore.DamagedStateException;
import io.ratchet.operator.restore.LastCheckpointException;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.RestoreWatch;
import io.ratchet.operator.restore.RestoredCheckpoint;
import io.ratchet.operator.restore.WholenessCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Which checkpoint damage costs, and when it costs none. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class DamageAttributionTest {
    private static final long PATIENCE_SECONDS = 30;

    @TempDir Path folder;

    private final RecordingContext context = new RecordingContext();
    private final BlockingQueue<CheckpointPath> readAgain = new LinkedBlockingQueue<>();
    private final Map<CheckpointPath, String> damaged = new LinkedHashMap<>();
    private final List<CheckpointPath> since = new ArrayList<>();
    private volatile boolean hasOther = true;
    private RestoreWatch watch;

    /** Answers what the test says. */
    private final class ScriptedCheck implements WholenessCheck {
        private static final long serialVersionUID = 1L;

        @Override
        public Optional<String> missing(CheckpointPath checkpoint) {
            return Optional.empty();
        }

        @Override
        public Map<CheckpointPath, String> damagedSince(CheckpointPath checkpoint) {
            readAgain.add(checkpoint);
            return damaged;
        }

        @Override
        public List<CheckpointPath> since(CheckpointPath checkpoint) {
            return since;
        }

        @Override
        public boolean hasOtherThan(Set<CheckpointPath> passedOver) {
            return hasOther;
        }
    }

    @BeforeEach
    void start() {
        RestorePoint nothing = RestorePoint.nothing(storage(folder));
        watch = new RestoreWatch(context, nothing, new ScriptedCheck());
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void damageOfAWorkingCopyCostsNothing() throws Exception {
        CheckpointPath own = checkpoint(12);
        watch.restored(12);
        watch.failed(badBlock());
        watch.restored(12);

        assertThat(readAgain.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(own);
        watch.completed();
        watch.failed(badBlock()); // hours later, of another copy
        watch.restored(13);
        assertThat(readAgain.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(context.hasFailed()).isFalse();
        assertThat(RestoredCheckpoint.mark(own.path())).isEmpty();
    }

    /** A compaction meets it, long after a restore: the checkpoint of that restore is gone. */
    @Test
    void damageThatIsFoundLateCostsThoseThatHoldTheFile() throws Exception {
        CheckpointPath healthy = checkpoint(19);
        CheckpointPath holder = checkpoint(20);
        CheckpointPath sharer = checkpoint(21);
        damaged.put(holder, "table t is damaged");
        damaged.put(sharer, "table t is damaged");
        watch.restored(3);
        watch.completed();
        watch.failed(badBlock());

        watch.restored(20);

        assertThat(context.failure())
                .hasRootCauseInstanceOf(DamagedStateException.class)
                .rootCause()
                .hasMessageContaining("table t is damaged");
        assertThat(RestoredCheckpoint.mark(holder.path())).hasValue("table t is damaged");
        assertThat(RestoredCheckpoint.mark(sharer.path())).isPresent();
        assertThat(RestoredCheckpoint.mark(healthy.path())).isEmpty();
    }

    /** No file tells: the value was damaged before RocksDB made a table of it. */
    @Test
    void aValueThatIsDamagedAfterTwoRestoresCostsAllThatHoldIt() throws Exception {
        since.add(checkpoint(30));
        since.add(checkpoint(31));
        watch.restored(29);
        watch.failed(new DamagedChunkException("run", 40, "w", 0));
        watch.restored(30);
        assertThat(readAgain.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        watch.completed();
        watch.failed(new DamagedChunkException("run", 40, "w", 0));

        assertThat(context.failure()).hasRootCauseInstanceOf(DamagedStateException.class);
        assertThat(RestoredCheckpoint.mark(since.get(0).path())).isPresent();
        assertThat(RestoredCheckpoint.mark(since.get(1).path())).isPresent();
    }

    @Test
    void theLastWholeOneIsNotMarked() throws Exception {
        hasOther = false;
        since.add(checkpoint(12));
        watch.restored(12);
        watch.failed(badBlock());
        watch.restored(12);
        watch.failed(badBlock());

        assertThat(context.failure())
                .hasRootCauseInstanceOf(LastCheckpointException.class)
                .rootCause()
                .hasMessageContaining("no other whole checkpoint or savepoint of the job is left")
                .hasMessageContaining("resume: never");
        assertThat(RestoredCheckpoint.mark(since.get(0).path())).isEmpty();
    }

    private CheckpointPath checkpoint(int number) throws Exception {
        Path made = folder.resolve(context.getJobID().toString()).resolve("chk-" + number);
        return CheckpointPath.of(storage(Files.createDirectories(made)));
    }

    private static RocksDBException badBlock() {
        return new RocksDBException(
                new Status(Status.Code.Corruption, Status.SubCode.None, "bad block"));
    }

    private static org.apache.flink.core.fs.Path storage(Path local) {
        return new org.apache.flink.core.fs.Path("file:" + local);
    }
}
