package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.checkpoint.CertifiedCheckpoint;
import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.Owner;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.claim.StartOrigin;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.Configurations;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.ResumePolicy;
import io.ratchet.job.contract.ContractCheck;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RunContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a job's starts where its run-state topic knows less than its checkpoints. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class StoredStartsTest {
    private static final ResumePolicy AUTO = new ResumePolicy.Auto();
    private static final JobHistory EMPTY =
            new JobHistory(Optional.empty(), Map.of(), Map.of(), Map.of());
    private static final RunStart START =
            new RunStart(
                    "flights",
                    3,
                    "in",
                    "id-7",
                    List.of(new PartitionSpan(0, 5, 90)),
                    12,
                    RunContract.NONE);

    @TempDir Path folder;

    private final ContractCheck check = new ContractCheck();

    @Test
    void aTopicThatKnowsNothingIsRefusedWhereThereAreCheckpoints() throws IOException {
        write("checkpoints", 3, 9, origin("ratchet-flights"));

        assertThatThrownBy(() -> complete(EMPTY, AUTO, ""))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Topic 'ratchet-flights.run-state' knows no start of job")
                .hasMessageContaining("of generation 3 and epoch 9")
                .hasMessageContaining("topics: {acceptLoss: true}")
                .hasMessageContaining("resume: never");
    }

    @Test
    void anotherPrefixIsNamedAsSuchAndNotAccepted() throws IOException {
        write("checkpoints", 3, 9, origin("before"));

        assertThatThrownBy(() -> complete(EMPTY, AUTO, ""))
                .hasMessageContaining("wrote to [before.metrics]")
                .hasMessageContaining("Set topics.prefix back");
    }

    @Test
    void whatIsAcceptedGoesOnInTheGenerationAndEpochOfItsCheckpoints() throws IOException {
        write("checkpoints", 2, 4, new byte[0]);
        write("checkpoints", 3, 8, new byte[0]);
        write("savepoints", 3, 9, origin("ratchet-flights"));

        JobHistory history = complete(EMPTY, AUTO, "topics: {acceptLoss: true}\n");

        assertThat(history.owner().map(Owner::generation)).hasValue(3);
        assertThat(history.owner().map(Owner::epoch)).hasValue(9L);
        assertThat(history.starts()).containsExactlyEntriesOf(Map.of("flights", START));
        assertThat(check.notices())
                .singleElement()
                .asString()
                .contains("generation 3, its epoch 9 and what its runs read");
    }

    /** It would be taken for the newest at every later start, and what is newer deleted. */
    @Test
    void epochsGoOnBehindThoseOfCheckpointsAlsoWhereTheTopicCountsLess() throws IOException {
        write("checkpoints", 1, 9, new byte[0]);
        Owner onTopic = new Owner("flights", 2, 1, "token", 5);
        JobHistory history = new JobHistory(Optional.of(onTopic), Map.of(), Map.of(), Map.of());

        assertThat(complete(history, AUTO, "").owner())
                .hasValue(new Owner("flights", 9, 1, "token", 5));
    }

    @Test
    void aStartAfreshTakesNoGenerationThatHasCheckpoints() throws IOException {
        write("checkpoints", 3, 9, new byte[0]);
        ResumePolicy never = new ResumePolicy.Never();
        Owner onTopic = new Owner("flights", 2, 1, "token", 5);
        JobHistory known = new JobHistory(Optional.of(onTopic), Map.of(), Map.of(), Map.of());

        assertThat(complete(EMPTY, never, "").generation()).isEqualTo(3);
        assertThat(complete(known, never, "").generation()).isEqualTo(3);
        assertThat(check.notices()).isEmpty();
    }

    @Test
    void oneThatIsNamedTellsAsMuch() throws IOException {
        Path named =
                CertifiedCheckpoint.write(
                        folder.resolve("elsewhere"), new Writer(4, 11, 0), 1, new byte[0]);
        ResumePolicy from =
                new ResumePolicy.From(new org.apache.flink.core.fs.Path("file:" + named));

        JobHistory history = complete(EMPTY, from, "topics: {acceptLoss: true}\n");

        assertThat(history.generation()).isEqualTo(4);
        assertThat(history.owner().map(Owner::epoch)).hasValue(11L);
    }

    @Test
    void oneThatIsDamagedTellsNothing() throws IOException {
        Path metadata = write("checkpoints", 3, 9, new byte[0]).resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        bytes[0] ^= 1;
        Files.write(metadata, bytes);

        assertThat(complete(EMPTY, AUTO, "")).isEqualTo(EMPTY);
    }

    @Test
    void whereNothingIsStoredTheTopicTellsAll() {
        assertThat(complete(EMPTY, AUTO, "")).isEqualTo(EMPTY);
    }

    private JobHistory complete(JobHistory history, ResumePolicy policy, String more) {
        JobConfiguration configuration =
                ConfigurationReader.read(
                        "test",
                        Configurations.MINIMAL
                                + "checkpoint: {directory: '"
                                + folder
                                + "/checkpoints', savepoints: '"
                                + folder
                                + "/savepoints'}\n"
                                + more);
        return StoredStarts.of(configuration, policy)
                .complete(history, configuration, policy, check);
    }

    private Path write(String kind, int generation, long epoch, byte[] origin) throws IOException {
        return CertifiedCheckpoint.write(
                folder.resolve(kind)
                        .resolve("flights/generation-" + generation)
                        .resolve("a".repeat(32))
                        .resolve("chk-1"),
                new Writer(generation, epoch, 0),
                1,
                origin);
    }

    private static byte[] origin(String prefix) {
        return StartOrigin.of(
                        "flights",
                        "rocksdb",
                        prefix.equals("before")
                                ? Map.of("before.metrics", "1")
                                : Map.of(
                                        prefix + ".metrics", "1",
                                        prefix + ".quarantine", "2",
                                        prefix + ".run-state", "3"),
                        List.of(START))
                .encode();
    }
}
