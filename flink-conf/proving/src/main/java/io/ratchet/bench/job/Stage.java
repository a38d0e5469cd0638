package io.ratchet.bench.job;

import io.ratchet.job.JobHooks;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.start.JobStart;
import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.LoadListener;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker and a Flink in this process, on which jobs are timed.
 *
 * <p><b>Owns</b> both. <b>Threading</b>: one thread.
 */
public final class Stage implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final Path folder;
    private final LocalBroker broker;
    private final EmbeddedCluster cluster;

    private Stage(Path folder, LocalBroker broker, EmbeddedCluster cluster) {
        this.folder = folder;
        this.broker = broker;
        this.cluster = cluster;
    }

    /**
     * Starts both.
     *
     * @param folder for everything that they write
     * @param settings of the cluster
     */
    public static Stage open(Path folder, Configuration settings) {
        LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
        try {
            return new Stage(folder, broker, EmbeddedCluster.start(settings, 1));
        } catch (RuntimeException failure) {
            broker.close();
            throw failure;
        }
    }

    /** The cluster. */
    public EmbeddedCluster cluster() {
        return cluster;
    }

    /** Properties of every Kafka client. */
    public Map<String, String> clients() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    /** Makes a topic of one partition. */
    public void create(String topic) {
        try (Admin admin = Admin.create(Map.copyOf(clients()))) {
            new TopicExecutor(admin)
                    .create(List.of(TopicSpec.of(topic, 1)), PartitionGrowth.REFUSED);
        }
    }

    /** Makes a topic of one partition and fills it from a file, read over and over. */
    public void load(String topic, RecordFile file, long records) throws Exception {
        create(topic);
        LoadOptions options =
                new LoadOptions(
                        topic,
                        new PartitionSpread.RoundRobin(),
                        OptionalDouble.empty(),
                        OptionalLong.of(records),
                        Integer.MAX_VALUE);
        new FileLoader(Map.copyOf(clients())).load(file, options, LoadListener.NONE);
    }

    /**
     * Plans a job's start.
     *
     * @param job its id
     * @param text its configuration, but for the broker, and the folders of checkpoints and models
     * @param checkpoint entries of the section {@code checkpoint}, such as {@code interval: 10 s}
     */
    public JobPlan plan(String job, String text, String checkpoint) {
        String places =
                """

                job: %1$s
                kafka: {bootstrap: '%2$s'}
                checkpoint: {directory: '%3$s/checkpoints', savepoints: '%3$s/savepoints', %4$s}
                models: {directory: '%3$s/models'}
                """
                        .formatted(job, broker.bootstrapServers(), folder, checkpoint);
        JobConfiguration configuration = ConfigurationReader.read(job, text + places);
        BrokerConfiguration own = configuration.broker();
        try (KafkaAccess kafka = KafkaAccess.open(own)) {
            return JobStart.withTopics(configuration, kafka)
                    .plan("Job '" + job + "' has ended before it was timed.");
        }
    }

    /** Submits a job. */
    public JobID submit(JobPlan plan, JobHooks hooks) {
        return cluster.submit(new TrainingJob(plan, hooks).graph());
    }

    /** Takes a checkpoint and waits until it is complete. */
    public void checkpoint(JobID job) {
        cluster.flink().triggerCheckpoint(job).join(); // a large one takes as long as it takes
    }

    /** Waits until every task of a job runs. */
    public void awaitRunning(JobID job) {
        while (!cluster.isWholeRunning(job)) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Where a job and its tasks stand now, and when they came there. */
    public AccessExecutionGraph graph(JobID job) {
        return cluster.flink().getExecutionGraph(job).join();
    }

    /** Cancels a job and waits for its end. */
    public void cancel(JobID job) throws InterruptedException {
        cluster.cancel(job);
        cluster.result(job);
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } finally {
            broker.close();
        }
    }
}
