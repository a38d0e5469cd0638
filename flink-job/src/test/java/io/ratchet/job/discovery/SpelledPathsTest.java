package io.ratchet.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.operator.restore.CheckpointPath;
import io.ratchet.operator.restore.DamageProof;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A folder may be spelled in many ways, and is one: what a job was restored from, and what its
 * storage lists.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class SpelledPathsTest {
    private static final JobID JOB = new JobID();
    private static final JobID EARLIER = new JobID();

    @TempDir Path folder;

    private Path real;

    /** How the folder of checkpoints is configured, and how the restored one is named. */
    record Spelling(String configured, String named) {
        org.apache.flink.core.fs.Path path(String prefix, Path folder) {
            return new org.apache.flink.core.fs.Path(prefix.replace("DIR", folder.toString()));
        }
    }

    static Stream<Spelling> spellings() {
        return Stream.of(
                new Spelling("spelled://DIR", "spelled://DIR"),
                new Spelling("spelled:DIR", "spelled:DIR"),
                new Spelling("spelled:DIR", "spelled-new://cluster/DIR"),
                new Spelling("spelled-new://cluster/DIR", "spelled:DIR"),
                new Spelling("file:DIR", "file://DIR/"),
                new Spelling("DIR/", "file:DIR"),
                new Spelling("file:DIR/../link", "file:DIR"),
                new Spelling("file:DIR", "file:DIR/../link"));
    }

    @BeforeEach
    void makeCheckpoints() throws IOException {
        real = Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("link"), real);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void theLastWholeOneIsNotMarked(Spelling spelling) throws IOException {
        write(EARLIER, 1);

        String text =
                restored(spelling, EARLIER, 1)
                        .passOver(new DamageProof.OfFiles("a file is missing"));

        assertThat(text).contains("no other whole checkpoint");
        assertThat(real.resolve(EARLIER + "/chk-1/_passed-over")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void whatIsOlderThanTheDamageIsNotTakenForNewer(Spelling spelling) throws IOException {
        for (int number = 1; number <= 3; number++) {
            write(JOB, number);
        }
        CheckpointPath second =
                CheckpointPath.of(
                        new org.apache.flink.core.fs.Path(
                                spelling.path(spelling.named(), real), JOB + "/chk-2"));

        List<CheckpointPath> since = check(spelling).since(second);

        assertThat(since.stream().map(one -> one.path().getName()))
                .containsExactly("chk-2", "chk-3");
        assertThat(check(spelling).hasOtherThan(Set.copyOf(since))).isTrue();
    }

    /** Its own checkpoints are not deleted as those of an earlier submission. */
    @ParameterizedTest
    @MethodSource("spellings")
    void whatAJobGoesOnFromIsNotDeleted(Spelling spelling) throws IOException {
        write(EARLIER, 1);
        CertifiedCheckpoint.write(real.resolve(JOB + "/chk-2"), new Writer(1, 2, 0), 2);

        CheckpointCleaner.clean(
                spelling.path(spelling.configured(), real),
                1,
                Optional.of(
                        new org.apache.flink.core.fs.Path(
                                spelling.path(spelling.named(), real), EARLIER + "/chk-1")));

        assertThat(real.resolve(EARLIER + "/chk-1/_metadata")).exists();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void aLastStateThatAJobGoesOnFromIsNotDeleted(Spelling spelling) throws IOException {
        for (int number = 1; number <= 3; number++) {
            CertifiedCheckpoint.write(
                    real.resolve("savepoint-" + number), new Writer(1, number, 0), number);
        }

        CheckpointCleaner.cleanLastStates(
                spelling.path(spelling.configured(), real),
                1,
                Optional.of(
                        new org.apache.flink.core.fs.Path(
                                spelling.path(spelling.named(), real), "savepoint-1")));

        assertThat(real.resolve("savepoint-1/_metadata")).exists();
        assertThat(real.resolve("savepoint-2")).doesNotExist();
        assertThat(real.resolve("savepoint-3/_metadata")).exists();
    }

    private RestoredCheckpoint restored(Spelling spelling, JobID job, long number) {
        return new RestorePoint(
                        spelling.path(spelling.configured(), real),
                        new org.apache.flink.core.fs.Path(
                                spelling.path(spelling.named(), real), job + "/chk-" + number),
                        number)
                .with(check(spelling))
                .of(JOB, OptionalLong.of(number));
    }

    private FileCheck check(Spelling spelling) {
        return new FileCheck(List.of(spelling.path(spelling.configured(), real)), 1, "rocksdb");
    }

    private void write(JobID job, long number) throws IOException {
        CertifiedCheckpoint.write(
                real.resolve(job + "/chk-" + number), new Writer(1, 1, 0), number);
    }
}
