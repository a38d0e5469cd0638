package io.ratchet.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.quarantine.OffsetLedger;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.record.StepRecordCodec;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import io.ratchet.operator.StepInterceptor;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One instance fed from three unevenly filled partitions, undisturbed and disturbed. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class TrainingJobITCase {
    private static final int ROWS = 30_000;
    private static final AtomicLong STEPS_BEFORE = new AtomicLong();

    @TempDir Path folder;

    private KafkaAccess kafka;

    @BeforeEach
    void startBroker() throws Exception {
        kafka = KafkaAccess.open(configuration("any").broker());
        produce();
    }

    @AfterEach
    void stopBroker() {
        kafka.close();
    }

    @Test
    @Timeout(180)
    void aDisturbedRunEndsWithTheBitsOfAnUndisturbedOne() throws Exception {
        JobResult undisturbed = train(configuration("undisturbed"), StepInterceptor.NONE);
        assertThat(undisturbed.isSuccess()).isTrue();

        // Steps fail; then the whole cluster is closed hard, and a new one goes on.
        STEPS_BEFORE.set(0);
        JobConfiguration disturbed = configuration("disturbed");
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(FlinkSettings.ofCluster(disturbed), 1)) {
            JobID job =
                    cluster.submit(new TrainingJob(plan(disturbed), new Faults(60, 400)).graph());
            awaitStep(disturbed, 70);
            assertThat(cluster.status(job).isGloballyTerminalState()).isFalse();
        }
        JobPlan resumed = plan(disturbed);
        assertThat(resumed.restorePath()).isPresent();
        assertThat(resumed.owner().epoch()).isEqualTo(2);
        assertThat(train(resumed, StepInterceptor.NONE).isSuccess()).isTrue();

        RunStateRecord expected = state("undisturbed");
        RunStateRecord actual = state("disturbed");
        assertThat(expected.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(expected.samples()).isEqualTo(ROWS - 3);
        assertThat(actual.sha256()).hasSize(64).isEqualTo(expected.sha256());
        assertThat(stripped(steps("disturbed"))).isEqualTo(stripped(steps("undisturbed")));
        assertThat(ledger("disturbed").repeats()).isZero();
        assertThat(ledger("disturbed").missingSteps()).isZero();
        for (String job : List.of("disturbed", "undisturbed")) {
            assertThat(quarantine(job))
                    .extracting(QuarantineEntry::reason)
                    .containsExactlyInAnyOrder("malformed", "wrong-type", "empty-record");
        }
        assertThat(new StartPlanner(disturbed, kafka.clients(), Clock.systemUTC()).plan())
                .isInstanceOf(StartDecision.Ended.class);
    }

    private JobResult train(JobConfiguration configuration, StepInterceptor interceptor)
            throws Exception {
        return train(plan(configuration), interceptor);
    }

    private JobResult train(JobPlan plan, StepInterceptor interceptor) throws Exception {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.start(FlinkSettings.ofCluster(plan.configuration()), 1)) {
            return cluster.result(cluster.submit(new TrainingJob(plan, interceptor).graph()));
        }
    }

    private JobPlan plan(JobConfiguration configuration) {
        kafka.makeOutputTopics(configuration);
        StartDecision decision =
                new StartPlanner(configuration, kafka.clients(), Clock.systemUTC()).plan();
        return ((StartDecision.Go) decision).plan();
    }

    private JobConfiguration configuration(String job) {
        return ConfigurationReader.read(
                "test",
                """
                job: %s
                kafka: {data: '%s/kafka'}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: 64
                      readAhead: 500
                      columns:
                        - {name: x, type: numeric}
                        - {name: c, type: hashed, buckets: 20}
                        - {name: y, type: label, classes: 2}
                    model: {type: tabular, embedding: 4, hidden: [16], dropout: 0.1}
                    loss: binary-cross-entropy
                    optimizer: {type: adamw}
                    evaluation: auc
                    until: end-of-topic
                    lastBatch: train
                checkpoint:
                  directory: '%s/checkpoints'
                  savepoints: '%s/savepoints'
                  interval: 200 ms
                models: {directory: '%s/models'}
                """
                        .formatted(job, folder, folder, folder, folder));
    }

    /** Fills three partitions 7 : 2 : 1, with three bad records among the good ones. */
    private void produce() throws Exception {
        try (Admin admin = kafka.admin()) {
            new TopicExecutor(admin)
                    .create(List.of(TopicSpec.of("rows", 3)), PartitionGrowth.REFUSED);
        }
        SplittableRandom random = new SplittableRandom(1);
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<>(kafka.clients()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Future<?>> futures = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                String text =
                        switch (row) {
                            case 100 -> "\"open";
                            case 2000 -> "no,a,1";
                            case 20_000 -> "";
                            default -> {
                                double x = random.nextDouble() * 2 - 1;
                                int category = random.nextInt(10);
                                yield x
                                        + ",c"
                                        + category
                                        + ","
                                        + (x + category / 10.0 > 0.4 ? 1 : 0);
                            }
                        };
                int partition = row % 10 < 7 ? 0 : row % 10 < 9 ? 1 : 2;
                futures.add(
                        producer.send(
                                new ProducerRecord<>(
                                        "rows",
                                        partition,
                                        null,
                                        text.getBytes(StandardCharsets.UTF_8))));
            }
            producer.flush();
            assertThat(futures).allMatch(Future::isDone);
        }
    }

    private void awaitStep(JobConfiguration configuration, long step) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (JobHistory.read(
                                kafka.clients(),
                                configuration.topics().runState(),
                                configuration.job())
                        .state("run", 1)
                        .map(RunStateRecord::step)
                        .orElse(0L)
                < step) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private RunStateRecord state(String job) {
        return JobHistory.read(kafka.clients(), "ratchet-" + job + ".run-state", job)
                .state("run", 1)
                .orElseThrow();
    }

    private List<StepRecord> steps(String job) {
        List<StepRecord> steps = new ArrayList<>();
        CommittedRecords.read(
                kafka.clients(),
                "ratchet-" + job + ".metrics",
                record -> steps.add(StepRecordCodec.decode(record.value())));
        return steps;
    }

    /** All but the wall clock is equal. */
    private static List<String> stripped(List<StepRecord> steps) {
        return steps.stream()
                .map(
                        step ->
                                step.toString().replaceAll("timeMillis=[0-9]+", "")
                                        + step.places().ranges())
                .toList();
    }

    private List<QuarantineEntry> quarantine(String job) {
        List<QuarantineEntry> entries = new ArrayList<>();
        CommittedRecords.read(
                kafka.clients(),
                "ratchet-" + job + ".quarantine",
                record -> entries.add(QuarantineEntry.decode(record.value())));
        return entries;
    }

    private OffsetLedger ledger(String job) {
        OffsetLedger ledger = new OffsetLedger();
        steps(job).forEach(ledger::addStep);
        quarantine(job).forEach(ledger::addQuarantined);
        return ledger;
    }

    /**
     * Fails the first time that a step is reached, and whenever a later one is, so that the run
     * does not end before it is interrupted again.
     */
    private record Faults(long first, long last) implements StepInterceptor {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeStep(String instance, long next) {
            LockSupport.parkNanos(3_000_000);
            if (next == last || (next == first && STEPS_BEFORE.compareAndSet(0, next))) {
                throw new IllegalStateException("a fault at step " + next);
            }
        }
    }
}
