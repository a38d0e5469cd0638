package io.ratchet.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order checkpoints are gone on from, whatever a clock has said. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CheckpointFoldersTest {
    private static final Writer FIRST = new Writer(1, 1, 10);
    private static final Writer SECOND = new Writer(1, 2, 20);

    @TempDir Path folder;

    @Test
    void aLaterStartComesBeforeAnEarlierOneWhoseClockWasAhead() throws IOException {
        Path ahead = checkpoint("a", FIRST, 9);
        Files.setLastModifiedTime(
                ahead.resolve("_metadata"), FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
        // It went on from an older one, so that numbers repeat.
        Path later = checkpoint("b", SECOND, 4);

        assertThat(find()).containsExactly(later, ahead);
    }

    @Test
    void withinAStartNumbersCountForSavepointsToo() throws IOException {
        Path first = checkpoint("a", FIRST, 9);
        Path savepoint = CertifiedCheckpoint.write(folder.resolve("savepoint-aaaaaa-1"), FIRST, 10);
        Path last = checkpoint("a", FIRST, 11);

        assertThat(find()).containsExactly(last, savepoint, first);
    }

    @Test
    void ofTwoStartsThatCountedTheSameTheLaterClaimCountsMore() throws IOException {
        Path older = checkpoint("a", new Writer(1, 3, 30), 8);
        Path newer = checkpoint("b", new Writer(1, 3, 31), 7);

        assertThat(find()).containsExactly(newer, older);
    }

    @Test
    void oneWhoseMetadataIsDamagedStandsAmongThoseBesideIt() throws IOException {
        Path damaged = cut(checkpoint("a", FIRST, 9));
        Path older = checkpoint("a", FIRST, 8);
        Path later = checkpoint("b", SECOND, 9);

        assertThat(find()).containsExactly(later, damaged, older);
    }

    @Test
    void oneOfWhichNothingIsKnownIsLookedAtFirst() throws IOException {
        Path unknown = cut(CertifiedCheckpoint.write(folder.resolve("savepoint-1"), FIRST, 3));
        Path known = checkpoint("a", FIRST, 9);

        assertThat(find()).containsExactly(unknown, known);
    }

    private Path checkpoint(String submission, Writer writer, int number) throws IOException {
        Path checkpoint = folder.resolve(submission.repeat(32)).resolve("chk-" + number);
        return CertifiedCheckpoint.write(checkpoint, writer, number);
    }

    private static Path cut(Path checkpoint) throws IOException {
        Path metadata = checkpoint.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, Arrays.copyOf(bytes, bytes.length - 1));
        return checkpoint;
    }

    private List<Path> find() throws IOException {
        return CheckpointFolders.find(List.of(new org.apache.flink.core.fs.Path("file:" + folder)))
                .stream()
                .map(one -> Path.of(one.path().getPath()))
                .toList();
    }
}
