package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.cluster.ClusterException;
import io.ratchet.job.cluster.EmbeddedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real checkpoints of a small job: two of one submission. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ResumePlannerITCase {
    @TempDir static Path original;
    @TempDir Path folder;

    private static List<String> names;

    @BeforeAll
    static void takeCheckpoints() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings(), 1)) {
            StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings());
            environment
                    .fromSequence(0, Long.MAX_VALUE)
                    .keyBy(number -> number % 100, Types.LONG)
                    .reduce(Long::sum)
                    .sinkTo(new DiscardingSink<>());
            JobID job = cluster.submit(environment.getStreamGraph());
            checkpoint(cluster, job);
            checkpoint(cluster, job);
            cluster.cancel(job);
            cluster.result(job);
        }
        names = readNames();
    }

    /** Takes a checkpoint as soon as all tasks run. */
    private static void checkpoint(EmbeddedCluster cluster, JobID job) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                cluster.checkpoint(job);
                return;
            } catch (ClusterException notYet) {
                assertThat(System.nanoTime()).as(notYet.getMessage()).isLessThan(deadline);
            }
        }
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, original.toUri().toString());
        settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 5);
        // Flink takes the first checkpoint at a random time within the first interval.
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofDays(365));
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return settings;
    }

    /** Checkpoints name their files by absolute paths, so each test damages and mends them. */
    @BeforeEach
    void keepACopy() throws IOException {
        copy(original, folder);
    }

    @AfterEach
    void bringTheCopyBack() throws IOException {
        copy(folder, original);
    }

    @Test
    void takesTheNewestCheckpoint() {
        ResumePlanner.Finding finding = find();

        assertThat(finding.path()).hasValueSatisfying(path -> assertThat(path).endsWith(newest()));
        assertThat(finding.passedOver()).isEmpty();
    }

    @Test
    void passesOverACheckpointWithAMissingFile() throws IOException {
        Files.delete(stateFile(newest()));

        assertThat(find().path()).hasValueSatisfying(path -> assertThat(path).endsWith(older()));
        assertThat(find().passedOver())
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault).contains(newest() + ": file ", " is missing"));
        assertThat(lost()).hasValueSatisfying(text -> assertThat(text).endsWith(" is missing"));
    }

    @Test
    void passesOverACheckpointWithACutFile() throws IOException {
        Path file = stateFile(newest());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(find().path()).hasValueSatisfying(path -> assertThat(path).endsWith(older()));
        assertThat(find().passedOver())
                .singleElement()
                .satisfies(
                        fault ->
                                assertThat(fault)
                                        .contains(
                                                "has "
                                                        + (bytes.length - 1)
                                                        + " of "
                                                        + bytes.length
                                                        + " bytes"));
        assertThat(lost()).hasValueSatisfying(text -> assertThat(text).endsWith(" bytes"));
    }

    @Test
    void passesOverACheckpointWithDamagedMetadata() throws IOException {
        Path metadata = checkpoint(newest()).resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(find().path()).hasValueSatisfying(path -> assertThat(path).endsWith(older()));
    }

    @Test
    void doesNotSeeACheckpointWithoutMetadata() throws IOException {
        Files.delete(checkpoint(newest()).resolve("_metadata"));

        assertThat(find().path()).hasValueSatisfying(path -> assertThat(path).endsWith(older()));
        assertThat(find().passedOver()).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(ResumePlanner.newestWhole(List.of("file:///no/such/folder")).path()).isEmpty();
    }

    @Test
    void refusesAFolderOfAnUnknownFileSystem() {
        assertThatThrownBy(() -> ResumePlanner.newestWhole(List.of("nosuch://folder")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Cannot look for checkpoints in [nosuch://folder]");
    }

    /** What somebody is told whose job cannot be restored from the newest one. */
    private static Optional<String> lost() throws IOException {
        return new FileCheck().missing(checkpoint(newest()).toUri().toString());
    }

    private static ResumePlanner.Finding find() {
        return ResumePlanner.newestWhole(List.of(original.toUri().toString()));
    }

    private static String newest() {
        return names.get(names.size() - 1);
    }

    private static String older() {
        return names.get(names.size() - 2);
    }

    /** The folders of complete checkpoints, oldest first; their numbers are Flink's. */
    private static List<String> readNames() throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            return files.filter(file -> Files.exists(file.resolve("_metadata")))
                    .map(file -> file.getFileName().toString())
                    .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(4))))
                    .toList();
        }
    }

    private static Path checkpoint(String name) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static Path stateFile(String name) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint(name))) {
            return files.filter(file -> !file.endsWith("_metadata"))
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(
                            file,
                            target,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
