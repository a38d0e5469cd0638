package io.ratchet.tests.support;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.JobHooks;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import io.ratchet.job.sink.CommitInterceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobmaster.JobResult;

/** One start of a job, on a Flink of its own, until its end or a hard close. */
public final class JobLife implements AutoCloseable {
    private final JobPlan plan;
    private final EmbeddedCluster cluster;
    private final JobID job;

    private JobLife(JobPlan plan, EmbeddedCluster cluster, JobID job) {
        this.plan = plan;
        this.cluster = cluster;
        this.job = job;
    }

    /** Plans a start of the job, as its command does. */
    public static StartDecision decide(JobConfiguration configuration) {
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            kafka.makeOutputTopics(configuration);
            return new StartPlanner(configuration, kafka.clients(), Clock.systemUTC()).plan();
        }
    }

    /** The plan of a start of a job that has not come to its end. */
    public static JobPlan plan(JobConfiguration configuration) {
        return ((StartDecision.Go) decide(configuration)).plan();
    }

    public static JobLife start(JobConfiguration configuration) {
        return start(plan(configuration));
    }

    public static JobLife start(JobPlan plan) {
        return start(plan, CommitInterceptor.NONE);
    }

    /** Starts it with something that is called before its commits. */
    public static JobLife start(JobPlan plan, CommitInterceptor commits) {
        return start(plan, commits, Map.of());
    }

    /** Starts it with properties of the clients of its sources. */
    public static JobLife start(JobPlan plan, Map<String, String> source) {
        return start(plan, CommitInterceptor.NONE, source);
    }

    private static JobLife start(
            JobPlan plan, CommitInterceptor commits, Map<String, String> source) {
        // Small buffers: with the usual ones a test's whole stream would lie in front of a barrier.
        Configuration flink = FlinkSettings.ofCluster(plan.configuration());
        flink.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("4kb"));
        flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        EmbeddedCluster cluster = EmbeddedCluster.start(flink, plan.configuration().parallelism());
        try {
            JobID job =
                    cluster.submit(
                            new TrainingJob(
                                            plan,
                                            new JobHooks(
                                                    Faults.interceptor(plan.configuration().job()),
                                                    commits,
                                                    source,
                                                    Map.of()))
                                    .graph());
            return new JobLife(plan, cluster, job);
        } catch (RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    public JobPlan plan() {
        return plan;
    }

    public EmbeddedCluster cluster() {
        return cluster;
    }

    public JobID id() {
        return job;
    }

    /** Stops it with a savepoint; the Flink is still there. */
    public Path stop() {
        return cluster.stop(job, plan.savepointDirectory());
    }

    /** Says at once why it has failed, where somebody would wait for it in vain. */
    public void assertNotFailed() {
        if (cluster.status(job) == JobStatus.FAILED) {
            try {
                throw new AssertionError(
                        "The job has failed.", result().getSerializedThrowable().orElse(null));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits for its end. */
    public JobResult result() throws InterruptedException {
        return cluster.result(job);
    }

    /** Closes its Flink, whatever it is doing. */
    @Override
    public void close() {
        cluster.close();
    }
}
