package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.PlainRecords;
import io.ratchet.tests.support.PlainRecords.Plain;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps and refusals that are larger than their topics take: split, cut, and each there once. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LargeRecordsITCase {
    private static final int NARROW_BYTES = 1000;

    @TempDir static Path folder;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start(folder.resolve("kafka"));
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @Test
    void aBatchOfEveryOtherRecordIsReportedInARecordThatTheBrokerTakes() throws Exception {
        Set<Long> ours = fill("alternating", 240_000, 0, Map.of());

        Faults.of("alternating", 0);
        train(job("alternating", 60_000));

        List<Plain> steps = steps("alternating");
        assertThat(steps).hasSize(2);
        assertThat(steps).allSatisfy(step -> assertThat(step.bytes()).isLessThan(25_000));
        assertEachOnce(PlainRecords.counts(steps), ours);
    }

    @Test
    void topicsThatTakeSmallRecordsOnlyGetEveryPlaceOnceAlsoAfterAFailure() throws Exception {
        narrow("narrow", NARROW_BYTES);
        byte[] bad = "no,number,at,all,".repeat(300).getBytes(StandardCharsets.UTF_8);
        // The second batch overflows in the step.
        Set<Long> ours = fill("narrow", 60_000, 7, Map.of(12_000, "3e38,1", 9_001, bad(bad)));
        JobConfiguration job = job("narrow", 4_000);
        Faults.of("narrow", 0).failAt("run", 4);

        train(job);

        List<Plain> steps = steps("narrow");
        List<Plain> quarantine =
                PlainRecords.committed(broker.bootstrap(), "ratchet-narrow.quarantine");
        List<Plain> all = new ArrayList<>(steps);
        all.addAll(quarantine);
        assertThat(all)
                .allSatisfy(record -> assertThat(record.bytes()).isLessThan(NARROW_BYTES - 61));
        assertEachOnce(PlainRecords.counts(all), ours);
        assertThat(partsByStep(steps).values()).allMatch(parts -> parts > 1);
        assertThat(
                        quarantine.stream()
                                .map(Plain::json)
                                .filter(entry -> entry.path("kind").asText().equals("batch"))
                                .map(entry -> entry.path("part").asInt()))
                .hasSizeGreaterThan(1)
                .doesNotHaveDuplicates();
        JsonNode refused =
                quarantine.stream()
                        .map(Plain::json)
                        .filter(entry -> entry.path("length").asInt() == bad.length)
                        .findFirst()
                        .orElseThrow();
        assertThat(refused.path("kept").asInt()).isBetween(100, NARROW_BYTES);
        assertThat(new String(bad, StandardCharsets.UTF_8))
                .startsWith(
                        new String(refused.path("bytes").binaryValue(), StandardCharsets.UTF_8));
        assertThat(refused.path("sha256").asText())
                .isEqualTo(
                        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bad)));
    }

    @Test
    void aTopicThatTakesNoRecordAtAllIsNamedBeforeTheJobStarts() throws Exception {
        narrow("none", 200);
        fill("none", 10, 0, Map.of());

        assertThatThrownBy(() -> JobLife.decide(job("none", 2)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("takes records of up to 200 bytes (max.message.bytes)")
                .hasMessageContaining("Raise max.message.bytes");
    }

    private static String bad(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The parts of every step, which are complete and say so. */
    private static Map<Long, Integer> partsByStep(List<Plain> steps) {
        Map<Long, Integer> parts = new HashMap<>();
        for (Plain step : steps) {
            long number = step.json().path("step").asLong();
            int part = step.json().path("part").asInt(1);
            assertThat(part).isEqualTo(parts.getOrDefault(number, 0) + 1);
            parts.put(number, part);
            assertThat(step.json().path("parts").asInt(1)).isGreaterThanOrEqualTo(part);
        }
        return parts;
    }

    private static void assertEachOnce(Map<Long, Integer> counts, Set<Long> ours) {
        assertThat(counts.keySet()).isEqualTo(ours);
        assertThat(counts.values()).containsOnly(1);
    }

    private static List<Plain> steps(String job) throws Exception {
        return PlainRecords.committed(broker.bootstrap(), "ratchet-" + job + ".metrics");
    }

    private static void train(JobConfiguration job) throws Exception {
        try (JobLife life = JobLife.start(job)) {
            assertThat(life.result().getSerializedThrowable()).isEmpty();
        }
    }

    /**
     * Fills a topic with records of two keys: in turn, or drawn from a seed. Returns the offsets of
     * those that the run reads.
     */
    private static Set<Long> fill(String topic, int count, int seed, Map<Integer, String> others)
            throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Rows rows = new Rows(5);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Set<Long> ours = new HashSet<>();
        for (int row = 0; row < count; row++) {
            String other = others.get(row);
            boolean isOurs = other != null || (seed == 0 ? row % 2 == 0 : random.nextInt(2) == 0);
            String text = other == null ? rows.number() + "," + row % 2 : other;
            records.add(TestBroker.keyed(topic, isOurs ? "ours" : "theirs", text));
            if (isOurs) {
                ours.add((long) row);
            }
        }
        broker.fill(topic, 1, records);
        return ours;
    }

    private static void narrow(String job, int bytes) throws Exception {
        List<NewTopic> topics = new ArrayList<>();
        for (String kind : List.of("metrics", "quarantine")) {
            topics.add(
                    new NewTopic("ratchet-" + job + "." + kind, 1, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(bytes))));
        }
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(broker.clients()))) {
            admin.createTopics(topics).all().get();
        }
    }

    private static JobConfiguration job(String name, int batch) {
        return ConfigurationReader.read(
                name,
                """
                job: %1$s
                kafka: {bootstrap: '%2$s'}
                runs:
                  - id: run
                    input:
                      topic: %1$s
                      key: ours
                      format: csv
                      batch: %3$d
                      columns:
                        - {name: x, type: numeric}
                        - {name: y, type: label}
                    model: {type: linear}
                    loss: squared-error
                    optimizer: {type: sgd, learningRate: 0.01}
                    engine: java
                    until: end-of-topic
                    lastBatch: train
                checkpoint:
                  directory: '%4$s/checkpoints'
                  savepoints: '%4$s/savepoints'
                  interval: 200 ms
                models: {directory: '%4$s/models'}
                """
                        .formatted(name, broker.bootstrap(), batch, folder));
    }
}
