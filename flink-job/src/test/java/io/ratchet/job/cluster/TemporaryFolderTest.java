package io.ratchet.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of processes that live, that have ended, and that were killed. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TemporaryFolderTest {
    private static final String USED = "minicluster_1/tm_0/file";

    @TempDir Path folder;

    @Test
    void goesWithAllThatIsInIt() throws Exception {
        Path own = made("own");
        TemporaryFolder taken = TemporaryFolder.take(own);
        assertThat(own.resolve(TemporaryFolder.IN_USE)).exists();

        taken.remove();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessHasLeftIsRemovedAndNothingElse() throws Exception {
        Path killed = made("killed");
        Process process = holder(killed);
        Path own = made("own");
        TemporaryFolder taken = TemporaryFolder.take(own);
        Path justMade = made("just-made");
        Path foreign = Files.createDirectory(folder.resolve("of-others"));

        TemporaryFolder.removeAbandoned(own);
        assertThat(killed.resolve(USED)).as("its process lives").exists();

        process.destroyForcibly().waitFor();
        TemporaryFolder.removeAbandoned(own);
        assertThat(killed).doesNotExist();
        assertThat(own.resolve(USED)).exists();
        assertThat(justMade.resolve(USED)).exists();
        assertThat(foreign).exists();

        Instant longAgo = Instant.now().minus(Duration.ofHours(2));
        Files.setLastModifiedTime(justMade, FileTime.from(longAgo));
        TemporaryFolder.removeAbandoned(own);
        assertThat(justMade).as("of one that was killed before it could lock").doesNotExist();
        taken.remove();
    }

    /** A process that has taken a folder, and waits. */
    private static Process holder(Path folder) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FolderHolder.class.getName(),
                                folder.toString())
                        .inheritIO()
                        .start();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.exists(folder.resolve(TemporaryFolder.IN_USE))) {
            assertThat(process.isAlive() && System.nanoTime() < deadline).isTrue();
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return process;
    }

    private Path made(String process) throws IOException {
        Path made = folder.resolve(TemporaryFolder.PREFIX + process);
        Files.createDirectories(made.resolve(USED).getParent());
        Files.writeString(made.resolve(USED), "state");
        return made;
    }
}
