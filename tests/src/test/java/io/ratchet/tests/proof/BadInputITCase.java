package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.MixedStream;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Streams;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.batch.OffsetRange;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input stops nobody: one job over streams with bad records, and over the same without. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class BadInputITCase {
    private static final int KEPT_BYTES = 64 * 1024;

    @TempDir static Path folder;

    private static TestBroker broker;
    private static MixedStream json;
    private static MixedStream csv;
    private static MixedStream tensors;
    private static Map<String, Outcome> outcomes;
    private static Map<String, String> truth;

    @BeforeAll
    static void train() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        json = Streams.json();
        csv = Streams.csv();
        tensors = Streams.tensors();
        json.fill(broker);
        csv.fill(broker);
        tensors.fill(broker);
        JobConfiguration job = job();
        Faults.of(job.job(), 0);
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
            truth = Truth.of(life.plan());
        }
        outcomes = Outcome.read(broker.clients(), job);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @Test
    void badJsonRowsGoToQuarantineOnceAndChangeNoBit() {
        holds("json", json);
    }

    @Test
    void badCsvRowsAndABatchThatOverflowsGoToQuarantineOnceAndChangeNoBit() {
        holds("csv", csv);
        assertThat(batches("csv"))
                .singleElement()
                .satisfies(
                        batch ->
                                assertThat(
                                                batch.places().ranges().stream()
                                                        .mapToLong(
                                                                place -> place.to() - place.from())
                                                        .sum())
                                        .isEqualTo(Streams.BATCH));
    }

    @Test
    void badTensorRecordsGoToQuarantineOnceAndChangeNoBit() {
        holds("tensors", tensors);
        assertThat(batches("tensors")).hasSize(1);
    }

    @Test
    void aHugeRecordIsKeptByItsLengthItsDigestAndItsBeginning() throws Exception {
        byte[] huge = Streams.huge();
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(huge));
        for (String run : List.of("json", "tensors")) {
            assertThat(quarantine(run))
                    .filteredOn(entry -> entry.reason().equals("too-large"))
                    .singleElement()
                    .satisfies(
                            entry -> {
                                assertThat(entry.length()).isEqualTo(Streams.HUGE_BYTES);
                                assertThat(entry.sha256()).isEqualTo(sha256);
                                assertThat(entry.bytes())
                                        .isEqualTo(Arrays.copyOf(huge, KEPT_BYTES));
                            });
        }
    }

    @Test
    void refusedRecordsAreKeptWithTheirTopicAndTheirBytes() {
        assertThat(quarantine("json"))
                .filteredOn(entry -> entry.reason().equals("missing-value"))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.topic()).isEqualTo("json");
                            assertThat(
                                            new String(
                                                    entry.bytes(),
                                                    java.nio.charset.StandardCharsets.UTF_8))
                                    .startsWith("{\"x\":null");
                            assertThat(entry.detail()).contains("x");
                        });
    }

    /** Everything bad is in quarantine once, and the rest has trained what it would have. */
    private static void holds(String run, MixedStream stream) {
        Outcome mixed = outcome(run);
        Outcome clean = outcome(run + "-clean");
        assertThat(refused(mixed)).isEqualTo(stream.refused());
        assertThat(mixed.repeats()).isZero();
        assertThat(mixed.gaps(stream.places())).isZero();
        assertThat(clean.quarantine()).isEmpty();
        assertThat(clean.state().step()).isEqualTo(120);
        assertThat(mixed.sha256()).hasSize(64).isEqualTo(clean.sha256());
        assertThat(mixed.sha256()).isEqualTo(truth.get(run));
        assertThat(clean.sha256()).isEqualTo(truth.get(run + "-clean"));
        assertThat(mixed.steps().stream().map(step -> Float.floatToIntBits(step.loss())).toList())
                .isEqualTo(
                        clean.steps().stream()
                                .map(step -> Float.floatToIntBits(step.loss()))
                                .toList());
    }

    /** The reason of everything in quarantine by its place. */
    private static Map<String, String> refused(Outcome outcome) {
        Map<String, String> refused = new TreeMap<>();
        for (QuarantineEntry entry : outcome.quarantine()) {
            for (OffsetRange range : entry.places().ranges()) {
                for (long offset = range.from(); offset < range.to(); offset++) {
                    refused.merge(
                            range.partition() + "@" + offset,
                            entry.reason(),
                            (one, other) -> one + " and again " + other);
                }
            }
        }
        return refused;
    }

    private static List<QuarantineEntry> batches(String run) {
        return quarantine(run).stream()
                .filter(entry -> entry.kind().equals(QuarantineEntry.BATCH))
                .toList();
    }

    private static List<QuarantineEntry> quarantine(String run) {
        return outcome(run).quarantine();
    }

    private static Outcome outcome(String run) {
        return java.util.Objects.requireNonNull(outcomes.get(run), run);
    }

    private static JobConfiguration job() {
        StringBuilder runs = new StringBuilder();
        for (String suffix : List.of("", "-clean")) {
            runs.append(rows("json", suffix, "binary-cross-entropy"));
            runs.append(rows("csv", suffix, "squared-error"));
            runs.append(
                    """
                      - id: tensors%1$s
                        input:
                          topic: tensors%1$s
                          format: tensors
                          features: [{name: features, type: float32, shape: [8]}]
                          label: {name: label, type: int64, classes: 3}
                        model: {type: mlp, hidden: [64], outputs: 3}
                        loss: softmax-cross-entropy
                        optimizer: {type: adam}
                        until: end-of-topic
                        refusedShare: 100 %%
                    """
                            .formatted(suffix));
        }
        return ConfigurationReader.read(
                "bad input",
                """
                job: bad-input
                kafka: {bootstrap: '%1$s'}
                runs:
                %3$s
                checkpoint: {directory: '%2$s/checkpoints', savepoints: '%2$s/savepoints', interval: 100 ms}
                models: {directory: '%2$s/models'}
                """
                        .formatted(broker.bootstrap(), folder, runs));
    }

    private static String rows(String format, String suffix, String loss) {
        return """
                 - id: %1$s%2$s
                   input:
                     topic: %1$s%2$s
                     format: %1$s
                     batch: 16
                     columns:
                       - {name: x, type: numeric}
                       - {name: z, type: numeric}
                       - {name: c, type: hashed, buckets: 20}
                       - {name: y, type: label, classes: 2}
                   model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                   loss: %3$s
                   optimizer: {type: adamw}
                   until: end-of-topic
                   refusedShare: 100 %%
               """
                .formatted(format, suffix, loss);
    }
}
