package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ratchet.job.claim.OwnerClaim;
import io.ratchet.job.claim.OwnerWatch;
import io.ratchet.job.claim.StartException;
import io.ratchet.job.contract.LastSteps;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.log.CutLogException;
import io.ratchet.job.log.LogReading;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.training.device.ComputeDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How far logs are read: to their ends, also past nothing, and not to one that is lost. And what is
 * made of what others have left there.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LogReadingITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @TempDir static Path folder;

    private static StartStage stage;

    private String job;
    private TopicPartition partition;

    @BeforeAll
    static void startBroker() {
        stage = StartStage.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        stage.close();
    }

    @BeforeEach
    void makeTopics() {
        job = stage.makeJob();
        stage.produce(job, 0, 1, 2, 3, 4);
        partition = new TopicPartition("in-" + job, 0);
    }

    @Test
    void whatStandsBehindTheEndIsNotTaken() {
        List<Long> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(0)) {
            readTo(consumer, 2, read, System::nanoTime);
        }
        assertThat(read).containsExactly(0L, 1L);
    }

    @Test
    void anEndThatNeverComesIsSaid() {
        List<Long> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(0)) {
            AtomicLong waited = new AtomicLong();
            LongSupplier afterTheLast =
                    () ->
                            consumer.position(partition) < 4
                                    ? 0
                                    : waited.addAndGet(Duration.ofSeconds(6).toNanos());

            assertThatThrownBy(() -> readTo(consumer, 9, read, afterTheLast))
                    .isInstanceOf(CutLogException.class)
                    .hasMessageContaining(partition + " was filled up to offset 9")
                    .hasMessageContaining("stands at 4 now");
        }
        assertThat(read).containsExactly(0L, 1L, 2L, 3L);
    }

    /** The consumer is reset to the beginning, as if that followed. */
    @Test
    void whatStandsBeforeIsNotReadAsIfItFollowed() {
        List<Long> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(7)) {
            assertThatThrownBy(() -> readTo(consumer, 9, read, System::nanoTime))
                    .isInstanceOf(CutLogException.class);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(7)) {
            assertThatThrownBy(() -> readTo(consumer, 4, read, System::nanoTime))
                    .as("it ends before what was read of it")
                    .isInstanceOf(CutLogException.class);
        }
        assertThat(read).isEmpty();
    }

    @Test
    void whatOthersWriteOnTheRunStateTopicIsSaidAndStopsNobodyButWhomItConcerns() {
        stage.go(job, stage.text(job));
        stage.writeRunState(job, "somebody", "hello");
        stage.writeRunState(job, "other#claim/5/t", "hello");
        JobPlan plan = stage.go(job, stage.text(job));
        assertThat(plan.notices())
                .hasSize(2)
                .allSatisfy(
                        notice ->
                                assertThat(notice)
                                        .startsWith("Left out of account: the record at offset ")
                                        .contains(" of ratchet-" + job + ".run-state (key '")
                                        .contains("5 bytes that begin with 'hello'"));

        stage.writeRunState(job, "flights", "hello");
        assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("key 'flights', 5 bytes that begin with 'hello'")
                .hasMessageContaining(
                        "the last state of run 'flights', and now none of it is left");
        stage.writeRunState(job, "flights", null);
        stage.go(job, stage.text(job));
    }

    @Test
    void aClaimThatCannotBeReadEndsTheJobUntilItIsDeleted() {
        JobPlan plan = stage.go(job, stage.text(job));
        String key = job + "#claim/9/x";
        stage.writeRunState(job, "other#claim/9/x", "hello");
        stage.check(plan);
        stage.writeRunState(job, key, "hello");

        for (int asked = 0; asked < 2; asked++) {
            assertThatThrownBy(() -> stage.check(plan))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("by its key a claim to it is the record at offset ")
                    .hasMessageContaining("write a record without a value under the same key");
        }
        assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("key '" + key + "'");
        stage.writeRunState(job, key, null);
        stage.check(stage.go(job, stage.text(job)));
    }

    @Test
    void aTopicThatIsAnotherSinceItsRunHasEndedIsSaid() throws Exception {
        String untilSteps = stage.text(job).replace("until: end-of-topic", "until: {steps: 3}");
        stage.go(job, untilSteps);
        stage.reportState(job, "succeeded", 3);
        assertThat(((StartDecision.Ended) stage.plan(job, untilSteps)).notices()).isEmpty();

        stage.addPartitions(job, 4);
        assertThat(((StartDecision.Ended) stage.plan(job, untilSteps)).text())
                .contains("Every run has ended before", "has 4 partitions now, and had 2");
        stage.makeInputAgain(job, 2);
        assertThat(((StartDecision.Ended) stage.plan(job, untilSteps)).text())
                .contains("Every run has ended before", "but run 'flights' has read another topic");
    }

    /** Whether the new one has more records than the old one, nobody can tell. */
    @Test
    void aRunThatEndsWithItsTopicIsNotSaidToHaveEndedWhereThatWasMadeAgain() throws Exception {
        stage.go(job, stage.text(job));
        stage.reportState(job, "succeeded", 3);
        assertThat(stage.plan(job, stage.text(job))).isInstanceOf(StartDecision.Ended.class);
        stage.makeInputAgain(job, 2);
        stage.produce(job, 0, 1);

        assertThatThrownBy(() -> stage.plan(job, stage.text(job)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("run 'flights' has read another topic")
                .hasMessageContaining("give the changed run a new id");
    }

    /** To come past each of them takes longer than anybody waits for silence to end. */
    @Test
    void recordsThatWereAbortedAreNoSilence() throws Exception {
        for (int value = 5; value <= 7; value++) {
            abort(value);
        }
        stage.produce(job, 0, 8);
        List<Long> read = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(0)) {
            readTo(
                    consumer,
                    11,
                    read,
                    () -> consumer.position(partition) * Duration.ofMinutes(2).toNanos());
        }
        assertThat(read).containsExactly(0L, 1L, 2L, 3L, 10L);
    }

    @Test
    void aTopicThatHasLostItsEndIsRefused() throws Exception {
        stage.go(job, stage.text(job));
        stage.reportSteps(job, 0, 400);

        assertThatThrownBy(() -> stage.planFrom(job, stage.checkpoint(job)))
                .hasMessageContaining("up to offset 400")
                .hasMessageContaining("records that it has trained are gone");
    }

    @Test
    void theLastStepOfARunThatTrainsRarelyIsLookedForSoFarAndNoFurther() {
        stage.reportSteps(job, 0, 400);
        stage.reportOthers(job, 700);

        assertThat(lastSteps(701).positions("flights")).hasValue(Map.of(0, 400L));
        assertThat(lastSteps(700).positions("flights")).isEmpty();
    }

    private LastSteps lastSteps(long most) {
        return LastSteps.read(
                stage.clients(), "ratchet-" + job + ".metrics", Set.of("flights"), 1, most);
    }

    @Test
    void aClaimThatIsGoneIsSaid() throws Exception {
        JobPlan plan = stage.go(job, stage.text(job));
        OwnerClaim later =
                new OwnerClaim(plan.owner(), plan.claim().topic(), 0, plan.claim().offset() + 10);

        try (OwnerWatch watch = new OwnerWatch(stage.clients(), later)) {
            assertTimeoutPreemptively(
                    PATIENCE,
                    () ->
                            assertThatThrownBy(watch::check)
                                    .isInstanceOf(CutLogException.class)
                                    .hasMessageContaining("its end was lost"));
        }
    }

    /** It would wait for ever for what its run has to read. */
    @Test
    void aPlainLoopEndsToo() throws Exception {
        PlannedRun run = stage.go(job, stage.text(job)).runs().get(0);
        stage.makeInputAgain(job, 2);
        stage.produce(job, 0, 1, 2);
        PlainLoop loop =
                new PlainLoop(run.topic(), run.input(), run.spec(), new ComputeDevice.Cpu());

        assertTimeoutPreemptively(
                PATIENCE,
                () ->
                        assertThatThrownBy(() -> loop.train(stage.clients(), step -> {}))
                                .isInstanceOf(CutLogException.class)
                                .hasMessageContaining("stands at 2 now"));
    }

    /** A record of a transaction that comes to nothing. */
    private void abort(int value) throws Exception {
        Map<String, Object> properties = new HashMap<>(stage.clients());
        properties.put("transactional.id", "aborted-" + job);
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("in-" + job, 0, null, new byte[] {(byte) value}))
                    .get();
            producer.abortTransaction();
        }
    }

    private static void readTo(
            KafkaConsumer<byte[], byte[]> consumer,
            long end,
            List<Long> read,
            LongSupplier nanoClock) {
        TopicPartition only = consumer.assignment().iterator().next();
        assertTimeoutPreemptively(
                PATIENCE,
                () ->
                        LogReading.readTo(
                                consumer,
                                Map.of(only, end),
                                record -> read.add(record.offset()),
                                nanoClock));
    }

    /** It is handed out batch by batch. */
    private KafkaConsumer<byte[], byte[]> consumer(long from) {
        Map<String, String> clients = new HashMap<>(stage.clients());
        clients.put("max.partition.fetch.bytes", "1");
        KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients);
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        return consumer;
    }
}
