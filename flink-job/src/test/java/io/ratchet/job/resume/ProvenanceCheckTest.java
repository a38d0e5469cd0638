package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.checkpoint.Writer;
import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.claim.RunStart;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.claim.StartOrigin;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.Configurations;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.discovery.Inspection;
import io.ratchet.job.discovery.Provenance;
import io.ratchet.job.discovery.StateFormat;
import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a whole checkpoint is refused for, before the job is claimed. */
class ProvenanceCheckTest {
    private static final Map<String, String> TOPICS =
            Map.of("a.metrics", "1", "a.quarantine", "2", "a.run-state", "3");
    private static final String PREFIX = "topics: {prefix: a}\n";

    @Test
    void oneOfTheSameConfigurationIsGoneOnFrom() {
        assertThatCode(() -> check(PREFIX, 2, by("rocksdb", StateFormat.ROCKSDB)))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(PREFIX, 2, byEarlierBuild(StateFormat.ROCKSDB)))
                .doesNotThrowAnyException();
    }

    @Test
    void oneOfAnotherJobIsRefusedWithBoth() {
        Provenance other =
                new Provenance(
                        new Writer(2, 5, 0),
                        Optional.of(StartOrigin.of("trains", "rocksdb", TOPICS, List.of())),
                        StateFormat.ROCKSDB);

        refused(PREFIX, 2, other)
                .hasMessageContaining("it is of job 'trains', and this is job 'flights'")
                .hasMessageContaining("a job cannot be renamed");
    }

    @Test
    void oneOfAnotherGenerationIsRefused() {
        refused(PREFIX, 3, by("rocksdb", StateFormat.ROCKSDB))
                .hasMessageContaining("taken in generation 2, and the job is in generation 3")
                .hasMessageContaining("resume: never");
    }

    @Test
    void oneWhoseOutputsStandElsewhereIsRefusedWithBoth() {
        refused("topics: {prefix: b}\n", 2, by("rocksdb", StateFormat.ROCKSDB))
                .hasMessageContaining("wrote to [a.metrics, a.quarantine, a.run-state]")
                .hasMessageContaining("to write to [b.metrics, b.quarantine, b.run-state]")
                .hasMessageContaining("Set topics.prefix back");
    }

    /** What is configured now, what wrote it, and how it lies there. */
    @ParameterizedTest
    @CsvSource({
        "hashmap, rocksdb, ROCKSDB",
        "rocksdb, hashmap, HEAP",
        "hashmap, , ROCKSDB",
        "rocksdb, , HEAP",
        "forst, rocksdb, ROCKSDB"
    })
    void oneThatTheStateBackendDoesNotReadIsRefusedWithBoth(
            String now, @Nullable String before, StateFormat format) {
        Provenance provenance = before == null ? byEarlierBuild(format) : by(before, format);

        refused(PREFIX + "flink: {state.backend.type: " + now + "}\n", 2, provenance)
                .hasMessageContaining(
                        "written by the state backend "
                                + (format == StateFormat.HEAP ? "hashmap" : "rocksdb"))
                .hasMessageContaining("state.backend.type is " + now + " now")
                .hasMessageContaining("ratchet stop");
    }

    @ParameterizedTest
    @CsvSource({
        "hashmap, rocksdb, CANONICAL",
        "hashmap, rocksdb, NONE",
        "org.apache.flink.runtime.state.hashmap.HashMapStateBackendFactory, hashmap, HEAP",
        "hashmap, , HEAP"
    })
    void oneThatItReadsIsGoneOnFrom(String now, @Nullable String before, StateFormat format) {
        Provenance provenance = before == null ? byEarlierBuild(format) : by(before, format);

        assertThatCode(
                        () ->
                                check(
                                        PREFIX + "flink: {state.backend.type: " + now + "}\n",
                                        2,
                                        provenance))
                .doesNotThrowAnyException();
    }

    @Test
    void aRunThatWasRenamedIsRefusedWithBothNames() {
        JobHistory history = history("flüge", RunStatus.TRAINING);

        assertThatThrownBy(() -> check(PREFIX, 2, by("rocksdb", StateFormat.ROCKSDB), history))
                .hasMessageContaining("run 'flüge', which trains topic 'flights' in it")
                .hasMessageContaining("Name it 'flüge' again")
                .hasMessageContaining("put 'flights' into a job of its own");
        assertThatCode(
                        () ->
                                check(
                                        PREFIX,
                                        2,
                                        by("rocksdb", StateFormat.ROCKSDB),
                                        history("flüge", RunStatus.SUCCEEDED)))
                .as("one that has ended was not renamed")
                .doesNotThrowAnyException();
    }

    @Test
    void allThatDiffersIsSaidAtOnce() {
        refused("topics: {prefix: b}\n", 3, by("hashmap", StateFormat.HEAP))
                .hasMessageContaining("generation 3")
                .hasMessageContaining("topics.prefix")
                .hasMessageContaining("state.backend.type");
    }

    private static AbstractThrowableAssert<?, ?> refused(
            String more, int generation, Provenance provenance) {
        return assertThatThrownBy(() -> check(more, generation, provenance))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Cannot go on from /chk-1, which is whole: ");
    }

    private static void check(String more, int generation, Provenance provenance) {
        check(more, generation, provenance, history("flights", RunStatus.TRAINING));
    }

    private static void check(
            String more, int generation, Provenance provenance, JobHistory history) {
        JobConfiguration configuration =
                ConfigurationReader.read("test", Configurations.MINIMAL + more);
        Inspection whole =
                Inspection.whole(new Path("/chk-1"), 1, Set.of(), EndedRuns.NONE).by(provenance);
        new ProvenanceCheck(configuration, history, generation).check(whole);
        assertThat(whole.isWhole()).isTrue();
    }

    private static Provenance by(String backend, StateFormat format) {
        return new Provenance(
                new Writer(2, 5, 0),
                Optional.of(StartOrigin.of("flights", backend, TOPICS, List.of())),
                format);
    }

    private static Provenance byEarlierBuild(StateFormat format) {
        return new Provenance(new Writer(2, 5, 0), Optional.empty(), format);
    }

    private static JobHistory history(String run, RunStatus status) {
        RunStateRecord state =
                new RunStateRecord(
                        run,
                        run,
                        2,
                        status,
                        4,
                        1,
                        0,
                        0,
                        0,
                        0,
                        RefusalCounts.NONE,
                        0,
                        0,
                        "",
                        0,
                        RunHistory.NONE);
        RunStart start = new RunStart(run, 2, "flights", "id", List.of(), 0, RunContract.NONE);
        return new JobHistory(Optional.empty(), Map.of(run, start), Map.of(run, state), Map.of());
    }
}
