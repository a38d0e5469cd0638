package io.ratchet.operator;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.groups.OperatorCoordinatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.CheckpointCoordinator;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorCoordinatorMetricGroup;
import org.apache.flink.runtime.operators.coordination.CoordinatorStore;
import org.apache.flink.runtime.operators.coordination.CoordinatorStoreImpl;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.jspecify.annotations.Nullable;

/** A job manager that notes what fails its job. */
final class RecordingContext implements OperatorCoordinator.Context {
    private static final long PATIENCE_SECONDS = 30;

    private final JobID job = new JobID();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    /** Waits until the job is failed. */
    Throwable failure() throws InterruptedException {
        Throwable failure = failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (failure == null) {
            throw new AssertionError("The job was not failed.");
        }
        return failure;
    }

    boolean hasFailed() {
        return !failures.isEmpty();
    }

    @Override
    public JobID getJobID() {
        return job;
    }

    @Override
    public void failJob(Throwable cause) {
        failures.add(cause);
    }

    @Override
    public OperatorID getOperatorId() {
        return new OperatorID();
    }

    @Override
    public OperatorCoordinatorMetricGroup metricGroup() {
        return new InternalOperatorCoordinatorMetricGroup(new UnregisteredMetricsGroup());
    }

    @Override
    public int currentParallelism() {
        return 1;
    }

    @Override
    public ClassLoader getUserCodeClassloader() {
        return RecordingContext.class.getClassLoader();
    }

    @Override
    public CoordinatorStore getCoordinatorStore() {
        return new CoordinatorStoreImpl();
    }

    @Override
    public boolean isConcurrentExecutionAttemptsSupported() {
        return false;
    }

    @Override
    public @Nullable CheckpointCoordinator getCheckpointCoordinator() {
        return null;
    }
}
