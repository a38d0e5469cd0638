package io.ratchet.job;

import io.ratchet.job.sink.CommitInterceptor;
import io.ratchet.operator.StepInterceptor;
import java.util.Map;

/**
 * Where a test or a demonstration reaches into a job.
 *
 * @param interceptor is called before every step
 * @param commits is called before every commit of a sink
 * @param source properties of the source's Kafka consumers alone
 * @param sink properties of the sinks' Kafka producers alone
 */
public record JobHooks(
        StepInterceptor interceptor,
        CommitInterceptor commits,
        Map<String, String> source,
        Map<String, String> sink) {
    /** None. */
    public static final JobHooks NONE = of(StepInterceptor.NONE);

    public JobHooks {
        source = Map.copyOf(source);
        sink = Map.copyOf(sink);
    }

    /** No interceptor of commits. */
    public JobHooks(
            StepInterceptor interceptor, Map<String, String> source, Map<String, String> sink) {
        this(interceptor, CommitInterceptor.NONE, source, sink);
    }

    /** An interceptor of steps only. */
    public static JobHooks of(StepInterceptor interceptor) {
        return new JobHooks(interceptor, Map.of(), Map.of());
    }
}
