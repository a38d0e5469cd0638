package io.ratchet.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.cluster.LiveMetrics;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An input without an end, one partition of which lags far behind the other. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LaggingPartitionITCase {
    private static final int READ_AHEAD = 2_000;

    private static final int ROWS = 20_000;

    /** Twice as many as are read ahead and fetched. */
    private static final int TRANSACTIONS = 700;

    /** What has been fetched already when a partition is paused still comes. */
    private static final int FETCHED = 2_500;

    @TempDir Path folder;

    /** Every second offset of it is the marker of a transaction; two tasks read the topic. */
    @Test
    @Timeout(180)
    void aPartitionWrittenRecordByRecordInTransactionsIsReadToItsEnd() throws Exception {
        JobConfiguration configuration = configuration(64, 2);
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            try (Admin admin = kafka.admin()) {
                new TopicExecutor(admin)
                        .create(List.of(TopicSpec.of("rows", 2)), PartitionGrowth.REFUSED);
            }
            produceInTransactions(kafka, 0, TRANSACTIONS);
            produce(kafka, 1, TRANSACTIONS);
            kafka.makeOutputTopics(configuration);
            try (EmbeddedCluster cluster =
                    EmbeddedCluster.start(FlinkSettings.ofCluster(configuration), 2)) {
                cluster.submit(new TrainingJob(plan(configuration, kafka), JobHooks.NONE).graph());

                await(() -> step() == 2 * TRANSACTIONS);
            }
        }
    }

    @Test
    @Timeout(120)
    void aPartitionThatLagsPausesTheOthersAndReleasesThem() throws Exception {
        JobConfiguration configuration = configuration(READ_AHEAD, 1);
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            try (Admin admin = kafka.admin()) {
                new TopicExecutor(admin)
                        .create(List.of(TopicSpec.of("rows", 2)), PartitionGrowth.REFUSED);
            }
            produce(kafka, 0, ROWS);
            produce(kafka, 1, 10);
            kafka.makeOutputTopics(configuration);
            try (EmbeddedCluster cluster =
                    EmbeddedCluster.start(FlinkSettings.ofCluster(configuration), 1)) {
                cluster.submit(new TrainingJob(plan(configuration, kafka), JobHooks.NONE).graph());

                // Ten turns of both, and one more of partition 0, which comes first.
                await(() -> offset(0) > READ_AHEAD && step() == 21);
                long checkpoints = checkpoints();
                await(() -> checkpoints() >= checkpoints + 2);
                assertThat(offset(0)).isLessThan(10 + READ_AHEAD + FETCHED);

                produce(kafka, 1, 1_990);
                await(() -> step() == 4_001);
                assertThat(offset(0)).isBetween(1_999L, 2_000L + READ_AHEAD + FETCHED);
            }
        }
    }

    private static JobPlan plan(JobConfiguration configuration, KafkaAccess kafka) {
        return ((StartDecision.Go)
                        new StartPlanner(configuration, kafka.clients(), Clock.systemUTC()).plan())
                .plan();
    }

    private static long offset(int partition) {
        return (long)
                LiveMetrics.largest("topic.rows.partition." + partition + ".", "currentOffset")
                        .orElse(-1);
    }

    private static long step() {
        return (long) LiveMetrics.largest("TRAIN", "step").orElse(0);
    }

    private static long checkpoints() {
        return (long) LiveMetrics.largest("jobmanager", "numberOfCompletedCheckpoints").orElse(0);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(50).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("offset %d, step %d", offset(0), step())
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void produce(KafkaAccess kafka, int partition, int count) {
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<>(kafka.clients()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Future<?>> futures = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                byte[] value = (row % 7 + "," + row % 2).getBytes(StandardCharsets.UTF_8);
                futures.add(producer.send(new ProducerRecord<>("rows", partition, null, value)));
            }
            producer.flush();
            assertThat(futures).allMatch(Future::isDone);
        }
    }

    private static void produceInTransactions(KafkaAccess kafka, int partition, int count) {
        Map<String, Object> properties = new HashMap<>(kafka.clients());
        properties.put("transactional.id", "record-by-record");
        try (var producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int row = 0; row < count; row++) {
                byte[] value = (row % 7 + "," + row % 2).getBytes(StandardCharsets.UTF_8);
                producer.beginTransaction();
                Future<?> sent =
                        producer.send(new ProducerRecord<>("rows", partition, null, value));
                producer.commitTransaction();
                assertThat(sent).isDone();
            }
        }
    }

    private JobConfiguration configuration(int readAhead, int parallelism) {
        return ConfigurationReader.read(
                "test",
                """
                job: pace
                kafka: {data: '%s/kafka'}
                parallelism: %d
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: 1
                      readAhead: %d
                      columns: [{name: x, type: numeric}, {name: y, type: label}]
                    model: {type: linear}
                    loss: squared-error
                    optimizer: {type: sgd, learningRate: 0.0001}
                checkpoint: {directory: '%s/checkpoints', interval: 1 s}
                """
                        .formatted(folder, parallelism, readAhead, folder));
    }
}
