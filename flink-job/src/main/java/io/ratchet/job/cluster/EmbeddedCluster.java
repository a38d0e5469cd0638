package io.ratchet.job.cluster;

import io.ratchet.job.message.Message;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A whole Flink in this process: job manager, one task manager, and the web UI on port 8081 or the
 * next one that is free. It answers this machine only, and takes no jars.
 *
 * <p><b>Lifecycle</b>: running as soon as {@code start} returns, until {@link #close()}, which ends
 * jobs as a killed process would: their retained checkpoints stay.
 */
public final class EmbeddedCluster implements AutoCloseable {
    private static final String LOOPBACK = "localhost";
    private static final String WEB_PORTS = "8081-8180";
    private static final long ANSWER_SECONDS = 60;

    private final MiniCluster cluster;
    private final List<String> openAddresses;

    private EmbeddedCluster(MiniCluster cluster, List<String> openAddresses) {
        this.cluster = cluster;
        this.openAddresses = List.copyOf(openAddresses);
    }

    /**
     * Starts a cluster.
     *
     * @param settings Flink's configuration; a job's own settings come with its graph
     * @param slots how many tasks of one operator run at once
     * @throws ClusterException if it does not come up
     */
    public static EmbeddedCluster start(Configuration settings, int slots) {
        Configuration flink = new Configuration();
        onlyFromThisMachine(flink);
        flink.set(RestOptions.BIND_PORT, WEB_PORTS);
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("512m"));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("64m"));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("64m"));
        // A barrier waits behind what lies in network buffers: a second of training, not a minute.
        flink.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
        flink.set(MetricOptions.REPORTERS_LIST, "live");
        flink.setString("metrics.reporter.live.factory.class", LiveMetricsFactory.class.getName());
        flink.addAll(settings);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(flink)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new ClusterException(
                    Message.of(
                            """
                            Cannot start Flink in this process: %s. If its port is taken (of the \
                            web UI: %s), end who listens there, or set others in the \
                            configuration's flink section.""",
                            e.getMessage(), flink.get(RestOptions.BIND_PORT)),
                    e);
        }
        return new EmbeddedCluster(cluster, OpenAddresses.of(flink));
    }

    /**
     * Left alone, Flink listens on all interfaces and runs whatever jar it is sent. Who wants its
     * web UI elsewhere says so in the configuration's {@code flink} section, which comes after.
     */
    private static void onlyFromThisMachine(Configuration flink) {
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
    }

    /** Where the web UI is. */
    public URI webInterface() {
        return cluster.getRestAddress().join();
    }

    /**
     * The settings by which other machines reach it, such as {@code rest.bind-address: 0.0.0.0};
     * none, unless its settings ask for it.
     */
    public List<String> openAddresses() {
        return openAddresses;
    }

    /**
     * Submits a job.
     *
     * @throws ClusterException if it is refused
     */
    public JobID submit(StreamGraph graph) {
        // Handing a stream graph to the cluster itself fails in Flink 2.3.
        JobGraph job = graph.getJobGraph();
        return answer("submit the job", cluster.submitJob(job)).getJobID();
    }

    /** Where a job stands. */
    public JobStatus status(JobID job) {
        return answer("tell the job's status", cluster.getJobStatus(job));
    }

    /** Whether every task of a job runs, or has come to its end. */
    public boolean isWholeRunning(JobID job) {
        AccessExecutionGraph graph = answer("tell the job's tasks", cluster.getExecutionGraph(job));
        // Before the job manager knows the tasks there are none, of which all would run.
        if (graph.getState() != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            ExecutionState state = task.getExecutionState();
            if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
                return false;
            }
        }
        return true;
    }

    /** The result of a job that has ended; waits for its end. */
    public JobResult result(JobID job) throws InterruptedException {
        try {
            return cluster.requestJobResult(job).get();
        } catch (ExecutionException e) {
            throw new ClusterException("Flink did not tell the job's result.", e.getCause());
        }
    }

    /**
     * Stops a job with a savepoint, without draining it: nothing is trained that would not be
     * trained if the job went on.
     *
     * @return the savepoint
     */
    public Path stop(JobID job, Path savepointDirectory) {
        return new Path(
                answer(
                        "stop the job with a savepoint",
                        cluster.stopWithSavepoint(
                                job,
                                savepointDirectory.toString(),
                                false,
                                SavepointFormatType.CANONICAL)));
    }

    /** Cancels a job; its retained checkpoints stay. */
    public void cancel(JobID job) {
        answer("cancel the job", cluster.cancelJob(job));
    }

    /** Takes a checkpoint now. */
    public Path checkpoint(JobID job) {
        return new Path(answer("take a checkpoint", cluster.triggerCheckpoint(job)));
    }

    /** Begins a checkpoint now; who gets the answer is told where it is, or why there is none. */
    public CompletableFuture<String> beginCheckpoint(JobID job) {
        return cluster.triggerCheckpoint(job);
    }

    /** How often a job has been restarted since it was submitted, and other counts by Flink. */
    public MiniCluster flink() {
        return cluster;
    }

    /** The jobs that run. */
    public List<JobID> runningJobs() {
        return answer("list the jobs", cluster.listJobs()).stream()
                .filter(job -> !job.getJobState().isGloballyTerminalState())
                .map(job -> job.getJobId())
                .toList();
    }

    private static <T> T answer(String what, CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ClusterException(
                    "Flink did not " + what + ": " + cause.getMessage() + ".", cause);
        } catch (TimeoutException e) {
            throw new ClusterException(
                    Message.of(
                            """
                            Flink did not %s within %s s. This machine is too busy, or Flink in \
                            this process hangs; the log has what it did last. What is committed \
                            stays. Give the same command again when the machine has time: it goes \
                            on from the newest checkpoint.""",
                            what, ANSWER_SECONDS),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while Flink was to " + what + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new ClusterException("Flink did not close in order.", e);
        }
    }
}
