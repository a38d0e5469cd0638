package io.ratchet.failure;

import java.util.concurrent.Executor;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.core.failure.FailureEnricher;
import org.apache.flink.metrics.MetricGroup;

/** A context that the classifier must not need: only the failure itself is looked at. */
final class UnusedContext implements FailureEnricher.Context {
    @Override
    public MetricGroup getMetricGroup() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FailureType getFailureType() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClassLoader getUserClassLoader() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Executor getIOExecutor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobInfo getJobInfo() {
        throw new UnsupportedOperationException();
    }
}
