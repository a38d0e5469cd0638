package io.ratchet.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.restore.CheckpointPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a checkpoint of which nothing is found is lost, or only out of reach. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class FileCheckTest {
    private static final String LOST = "/chk-3/_metadata is missing";

    @TempDir Path folder;

    private Path generation;
    private Path submission;
    private Path checkpoint;

    @BeforeEach
    void makeFolders() throws IOException {
        generation = folder.resolve("checkpoints/job/generation-12");
        submission = generation.resolve("a".repeat(32));
        checkpoint = Files.createDirectories(submission.resolve("chk-3"));
    }

    @Test
    void aFileThatItsFolderDoesNotHoldIsLost() {
        assertThat(missing(checkpoint)).hasValueSatisfying(text -> assertThat(text).contains(LOST));
    }

    @Test
    void aCheckpointOrSubmissionThatWasDeletedIsLost() throws IOException {
        Files.delete(checkpoint);
        assertThat(missing(checkpoint)).hasValueSatisfying(text -> assertThat(text).contains(LOST));

        Files.delete(submission);
        assertThat(missing(checkpoint)).hasValueSatisfying(text -> assertThat(text).contains(LOST));
    }

    @Test
    void whereTheGenerationIsNotThereNothingCanBeTold() throws IOException {
        Files.move(generation, folder.resolve("elsewhere"));
        assertThat(missing(checkpoint)).isEmpty();

        Files.createFile(generation);
        assertThat(missing(checkpoint)).isEmpty();
    }

    @Test
    void aFileThatIsThereAndCannotBeReadIsNotLost() throws IOException {
        Files.createDirectory(checkpoint.resolve("_metadata"));
        assertThat(missing(checkpoint)).isEmpty();
    }

    /** It may lie where something was mounted. */
    @Test
    void ofASavepointThatWasMovedOnlyItsOwnFolderTells() throws IOException {
        Path savepoint = Files.createDirectories(folder.resolve("brought/savepoint-1"));
        assertThat(missing(savepoint)).isPresent();

        Files.delete(savepoint);
        assertThat(missing(savepoint)).isEmpty();
    }

    private static Optional<String> missing(Path checkpoint) {
        return new FileCheck(List.of(), 1, "rocksdb")
                .missing(
                        CheckpointPath.of(new org.apache.flink.core.fs.Path("file:" + checkpoint)));
    }
}
