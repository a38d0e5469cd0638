package io.ratchet.operator;

import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.instance.DeviceTraffic;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** What a {@link TrainDriver} is put together from. */
record TrainParts(
        TrainState state,
        InstanceLoader loader,
        LiveInstances instances,
        DeviceRoom room,
        DeviceTraffic traffic,
        QueueDepth depth,
        MailboxExecutor mailbox,
        StepInterceptor interceptor,
        ModelPublisher publisher,
        Output<StreamRecord<StepRecord>> output,
        LongSupplier clockMillis,
        MetricGroup metricGroup) {}
