package io.ratchet.operator;

import io.ratchet.operator.end.ModelPublisher;
import io.ratchet.operator.live.DeviceRoom;
import io.ratchet.operator.live.InstanceLoader;
import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.live.LiveInstances;
import io.ratchet.operator.live.TrainState;
import io.ratchet.operator.live.UnstoredInstances;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.device.DeviceTraffic;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What a {@link TrainDriver} is put together from.
 *
 * @param runEnds is told every run that has come to its end
 * @param intake is told of every instance that has taken something in
 * @param isEnding whether the process is about to end, with a last checkpoint that must not wait
 *     for steps
 */
record TrainParts(
        TrainState state,
        InstanceLoader loader,
        LiveInstances instances,
        UnstoredInstances unstored,
        DeviceRoom room,
        DeviceTraffic traffic,
        QueueDepth depth,
        MailboxExecutor mailbox,
        StepInterceptor interceptor,
        ModelPublisher publisher,
        Output<StreamRecord<StepRecord>> output,
        Consumer<LiveInstance> runEnds,
        IntakeReporter intake,
        BooleanSupplier isEnding,
        LongSupplier clockMillis,
        MetricGroup metricGroup) {}
