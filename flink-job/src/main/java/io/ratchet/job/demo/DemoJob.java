package io.ratchet.job.demo;

import io.ratchet.job.JobHooks;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.start.JobStart;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A job of the demonstration in an embedded cluster of its own, which may be closed hard and
 * followed by another.
 *
 * <p><b>Owns</b> the cluster. <b>Threading</b>: one thread.
 */
final class DemoJob implements AutoCloseable {
    private static final JobHooks HOOKS =
            new JobHooks(
                    new FaultyStepInterceptor(),
                    Map.of(
                            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                            FaultyConsumerInterceptor.class.getName()),
                    Map.of(
                            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                            FaultyProducerInterceptor.class.getName()));

    private final JobConfiguration configuration;
    private final KafkaAccess kafka;
    private EmbeddedCluster cluster;
    private JobID job;

    private DemoJob(JobConfiguration configuration, KafkaAccess kafka, JobPlan plan) {
        this.configuration = configuration;
        this.kafka = kafka;
        this.cluster = EmbeddedCluster.start(new Configuration(), 1);
        this.job = cluster.submit(new TrainingJob(plan, HOOKS).graph());
    }

    /** Starts a cluster and submits the job to it. */
    static DemoJob start(JobConfiguration configuration, KafkaAccess kafka, JobPlan plan) {
        return new DemoJob(configuration, kafka, plan);
    }

    /** Plans a start of the job. */
    static JobPlan plan(JobConfiguration configuration, KafkaAccess kafka) {
        return JobStart.withTopics(configuration, kafka)
                .plan(
                        Message.of(
                                "Job '%s' has ended before it could be interrupted.",
                                configuration.job()));
    }

    String webInterface() {
        return cluster.webInterface().toString();
    }

    /** Closes the cluster hard, and goes on in a new one from the newest whole checkpoint. */
    void replaceCluster() {
        cluster.close();
        cluster = EmbeddedCluster.start(new Configuration(), 1);
        job = cluster.submit(new TrainingJob(plan(configuration, kafka), HOOKS).graph());
    }

    boolean hasEnded() {
        return cluster.status(job).isGloballyTerminalState();
    }

    /** Waits for the end; throws what the job failed with. */
    void awaitSuccess() throws Exception {
        cluster.result(job).toJobExecutionResult(DemoJob.class.getClassLoader());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
