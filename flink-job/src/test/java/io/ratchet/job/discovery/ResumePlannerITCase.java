package io.ratchet.job.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.checkpoint.CertifyingStorageFactory;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.cluster.ClusterException;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.operator.restore.CheckpointPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
        CertifyingStorageFactory.use(settings, new Writer(1, 1, 0), new byte[0]);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, storage(original).toString());
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

        assertThat(finding.path())
                .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(newest()));
        assertThat(finding.passedOver()).isEmpty();
    }

    @Test
    void passesOverACheckpointWithAMissingFile() throws IOException {
        Files.delete(stateFile(newest()));

        assertThat(find().path())
                .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(older()));
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

        assertThat(find().path())
                .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(older()));
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

        assertThat(find().path())
                .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(older()));
    }

    /** Where it would be read to the end, it might be resumed to another model. */
    @Test
    void passesOverACheckpointInWhoseMetadataAnyBitHasFlipped() throws IOException {
        Path metadata = checkpoint(newest()).resolve("_metadata");
        byte[] whole = Files.readAllBytes(metadata);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int trial = 0; trial < 300; trial++) {
            int bit = random.nextInt(whole.length * Byte.SIZE);
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            Files.write(metadata, flipped);

            assertThat(find().path())
                    .as("bit %d, seed %d", bit, seed)
                    .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(older()));
            assertThat(lost()).as("bit %d, seed %d", bit, seed).isPresent();
        }
    }

    @Test
    void takesTheNewestCheckpointThoughAClockWasAhead() throws IOException {
        Files.setLastModifiedTime(
                checkpoint(older()).resolve("_metadata"),
                FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));

        assertThat(find().path())
                .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(newest()));
    }

    @Test
    void doesNotSeeACheckpointWithoutMetadata() throws IOException {
        Files.delete(checkpoint(newest()).resolve("_metadata"));

        assertThat(find().path())
                .hasValueSatisfying(path -> assertThat(path.getName()).isEqualTo(older()));
        assertThat(find().passedOver()).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(ResumePlanner.newestWhole(List.of(storage(Path.of("/no/such/folder")))).path())
                .isEmpty();
    }

    @Test
    void refusesAFolderOfAnUnknownFileSystem() {
        assertThatThrownBy(
                        () ->
                                ResumePlanner.newestWhole(
                                        List.of(
                                                new org.apache.flink.core.fs.Path(
                                                        "nosuch://folder/in"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Cannot look for checkpoints in [nosuch://folder/in]");
    }

    @Test
    void readsAgainInWhichTablesABitHasFlipped() throws IOException {
        CheckpointPath newest = CheckpointPath.of(storage(checkpoint(newest())));
        FileCheck check = new FileCheck(List.of(storage(original)), 1, "rocksdb");
        assertThat(check.damagedSince(newest)).isEmpty();
        List<Path> tables = tables();
        assertThat(tables).isNotEmpty();
        int damagedTables = 0;
        for (Path table : tables) {
            byte[] whole = Files.readAllBytes(table);
            byte[] flipped = whole.clone();
            flipped[10] ^= 4;
            Files.write(table, flipped);
            // Some belong to the older one only.
            damagedTables += check.damagedSince(newest).size();
            Files.write(table, whole);
        }
        assertThat(damagedTables).isPositive();
        assertThat(check.damagedSince(newest)).isEmpty();
        assertThat(check.hasOtherThan(Set.of(newest))).isTrue();
        Set<CheckpointPath> all = new HashSet<>();
        for (String name : names) {
            all.add(CheckpointPath.of(storage(checkpoint(name))));
        }
        assertThat(check.hasOtherThan(all)).as("beside %s", all).isFalse();
    }

    /** That it is not read proves no damage. */
    @Test
    void saysWhyWhatIsWholeMayNotBeRead() throws IOException {
        CheckpointPath newest = CheckpointPath.of(storage(checkpoint(newest())));

        assertThat(check("hashmap").unreadableThoughWhole(newest))
                .hasValue("it was written by the state backend rocksdb, and is read by hashmap");
        assertThat(check("rocksdb").unreadableThoughWhole(newest))
                .hasValueSatisfying(text -> assertThat(text).contains("fails its checksum"));
    }

    private static FileCheck check(String stateBackend) {
        return new FileCheck(List.of(), 1, stateBackend);
    }

    private static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("_metadata"))
                    .filter(ResumePlannerITCase::isTable)
                    .toList();
        }
    }

    /** A table ends with RocksDB's magic number. */
    private static boolean isTable(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return bytes.length > 8
                    && HexFormat.of()
                            .formatHex(bytes, bytes.length - 8, bytes.length)
                            .equals("f7cff485b741e288");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What somebody is told whose job cannot be restored from the newest one. */
    private static Optional<String> lost() throws IOException {
        return check("rocksdb").missing(CheckpointPath.of(storage(checkpoint(newest()))));
    }

    private static ResumePlanner.Finding find() {
        return ResumePlanner.newestWhole(List.of(storage(original)));
    }

    private static org.apache.flink.core.fs.Path storage(Path folder) {
        return new org.apache.flink.core.fs.Path("file:" + folder);
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
