package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.GoldenFolder;
import io.ratchet.tests.support.GoldenRuns;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.Place;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.EngineSettings;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a released version has left must be gone on from for ever: its savepoint, what stood on its
 * topics, and its configuration. {@code -Dratchet.golden.write=true} writes the folder of a new
 * version; that of an old one is never written again.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class GoldenSavepointITCase {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/savepoint");
    private static final String NEWEST = "v3";

    @TempDir Path folder;

    private TestBroker broker;

    static Stream<String> versions() throws Exception {
        if (Boolean.getBoolean("ratchet.golden.write")) {
            Files.createDirectories(GOLDEN.resolve(NEWEST));
        }
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            return versions
                    .map(version -> version.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void goesOnFromWhatAVersionHasLeftToTheSameBits(String version) throws Exception {
        GoldenFolder golden = new GoldenFolder(GOLDEN.resolve(version));
        if (version.equals(NEWEST) && Boolean.getBoolean("ratchet.golden.write")) {
            write(golden);
        }
        try (TestBroker newBroker = TestBroker.start(folder.resolve("kafka"))) {
            broker = newBroker;
            Map<String, List<Place>> places = GoldenRuns.fill(broker);
            JobConfiguration job = job(golden.configuration(), folder);
            JsonNode expected = golden.outcome();
            bringBack(golden, job, expected);
            Faults.of(job.job(), 0);
            try (JobLife life = JobLife.start(job)) {
                assertThat(life.plan().restorePath()).hasValueSatisfying(this::isBroughtBack);
                awaitEnd(life, job);
            }
            for (String run : GoldenRuns.IDS) {
                Outcome outcome =
                        Objects.requireNonNull(Outcome.read(broker.clients(), job).get(run));
                assertThat(outcome.repeats()).as(run).isZero();
                assertThat(outcome.gaps(places.getOrDefault(run, List.of()))).as(run).isZero();
                assertSame(outcome, expected, steps(golden, job, run));
            }
        }
    }

    private void awaitEnd(JobLife life, JobConfiguration job) {
        Await.until(
                "every run has ended",
                () -> {
                    life.assertNotFailed();
                    return Outcome.everyState(
                            broker.clients(), job, GoldenSavepointITCase::hasEnded);
                });
    }

    private static boolean hasEnded(RunStateRecord state) {
        return state.status() != RunStatus.TRAINING;
    }

    private void isBroughtBack(org.apache.flink.core.fs.Path path) {
        assertThat(path.getPath()).contains(folder.toString()).endsWith("savepoint-golden");
    }

    /**
     * The bits, and where this machine's processor has other instructions than the one that the
     * version ran on, at least the course.
     */
    private static void assertSame(Outcome outcome, JsonNode expected, List<StepRecord> steps) {
        String run = outcome.state().run();
        assertThat(outcome.state().status()).as(run).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(outcome.steps()).as(run).hasSameSizeAs(steps);
        if (expected.path("cpu").asText().equals(cpu())) {
            assertThat(outcome.timeless())
                    .as(run)
                    .isEqualTo(
                            new Outcome(outcome.state(), steps, outcome.quarantine()).timeless());
            assertThat(outcome.sha256()).as(run).isEqualTo(expected.path(run).asText());
        } else {
            assertThat(outcome.state().lossAverage())
                    .as(run)
                    .isCloseTo(steps.get(steps.size() - 1).lossAverage(), within(0.05));
        }
    }

    private static String cpu() {
        return EngineSettings.current(ComputeDevice.parse("cpu").resolved()).cpu();
    }

    /** Puts back what stood on the topics, and the savepoint, when the old version was stopped. */
    private void bringBack(GoldenFolder golden, JobConfiguration job, JsonNode expected)
            throws Exception {
        try (KafkaAccess kafka = KafkaAccess.open(job.broker())) {
            kafka.makeOutputTopics(job);
        }
        for (String topic : outputs(job)) {
            List<ProducerRecord<byte[], byte[]>> records = golden.records(topic);
            broker.append(records.subList(0, expected.path("before").path(topic).asInt()));
        }
        golden.unzip(
                Checkpoints.local(job.checkpoint().savepoints())
                        .resolve("generation-1/savepoint-golden"));
    }

    private static List<StepRecord> steps(GoldenFolder golden, JobConfiguration job, String run)
            throws Exception {
        return golden.records(job.topics().metrics()).stream()
                .map(record -> StepRecordCodec.decode(record.value()))
                .filter(step -> step.run().equals(run))
                .toList();
    }

    private static List<String> outputs(JobConfiguration job) {
        return List.of(job.topics().runState(), job.topics().metrics(), job.topics().quarantine());
    }

    private JobConfiguration job(String text, Path place) {
        return ConfigurationReader.read(
                "golden",
                text.replace("@bootstrap@", broker.bootstrap())
                        .replace("@folder@", place.toString()));
    }

    /**
     * Trains on the first half of the records, stops with the savepoint that is kept, and goes on
     * to the end. The job is stopped when all that it has computed is committed: a savepoint with
     * transactions still to be committed can only be gone on from with the broker that knows them.
     */
    private void write(GoldenFolder golden) throws Exception {
        Path place = folder.resolve("written");
        String text;
        ObjectNode outcome = new ObjectMapper().createObjectNode();
        outcome.put("cpu", cpu());
        try (TestBroker newBroker = TestBroker.start(place.resolve("kafka"))) {
            broker = newBroker;
            GoldenRuns.fillFirst(broker);
            text = withTopicIds(GoldenRuns.CONFIGURATION);
            golden.writeConfiguration(text);
            JobConfiguration job = job(text, place);
            Faults.of(job.job(), 0);
            try (JobLife life = JobLife.start(job)) {
                awaitFirstHalf(job);
                golden.zip(Checkpoints.local(life.stop()));
            }
            ObjectNode before = outcome.putObject("before");
            for (String topic : outputs(job)) {
                before.put(topic, golden.dump(broker.clients(), topic));
            }
        }
        Path after = folder.resolve("after");
        try (TestBroker newBroker = TestBroker.start(after.resolve("kafka"))) {
            broker = newBroker;
            GoldenRuns.fill(broker);
            JobConfiguration job = job(text, after);
            bringBack(golden, job, outcome);
            Faults.of(job.job(), 0);
            try (JobLife life = JobLife.start(job)) {
                awaitEnd(life, job);
            }
            Map<String, String> truth = Truth.of(JobLife.plan(bounded(after)));
            for (Map.Entry<String, Outcome> run : Outcome.read(broker.clients(), job).entrySet()) {
                assertThat(run.getValue().sha256()).isEqualTo(truth.get(run.getKey()));
                outcome.put(run.getKey(), run.getValue().sha256());
            }
            for (String topic : outputs(job)) {
                golden.dump(broker.clients(), topic);
            }
        }
        golden.writeOutcome(outcome);
    }

    /** Says which topics the records were on: wherever they are brought back, they have others. */
    private String withTopicIds(String text) throws Exception {
        String identified = text;
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(broker.clients()))) {
            for (TopicDescription topic :
                    admin.describeTopics(GoldenRuns.IDS).allTopicNames().get().values()) {
                identified =
                        identified.replace("@" + topic.name() + "-id@", topic.topicId().toString());
            }
        }
        return identified;
    }

    private void awaitFirstHalf(JobConfiguration job) {
        try (StepFollower committed =
                StepFollower.committed(broker.clients(), job.topics().metrics())) {
            GoldenRuns.FIRST_STEPS.forEach(
                    (run, step) -> Await.until("half of " + run, () -> committed.of(run) >= step));
        }
        Await.until(
                "what is refused is committed",
                () -> {
                    AtomicInteger count = new AtomicInteger();
                    CommittedRecords.read(
                            broker.clients(),
                            job.topics().quarantine(),
                            record -> count.incrementAndGet());
                    return count.get() == GoldenRuns.FIRST_REFUSED;
                });
    }

    /** The same runs with an end that a plain loop can know. */
    private JobConfiguration bounded(Path place) {
        return job(
                GoldenRuns.CONFIGURATION
                        .replace("job: golden", "job: bounded")
                        .replaceAll("until: \\{steps: [0-9]+}", "until: end-of-topic"),
                place.resolve("bounded"));
    }
}
