package io.ratchet.job.decode;

import io.ratchet.training.batch.Block;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Routes the records of one topic to its runs and decodes them into blocks.
 *
 * <p>Invariant: it has no state. All that it holds leaves before a barrier does, so that the
 * source's positions and what has left always fit together. A block that is not full leaves after
 * {@link #FLUSH_MILLIS} at the latest, so that a slow stream does not wait.
 *
 * <p><b>Threading</b>: Flink's task thread only.
 */
final class DecodeOperator extends AbstractStreamOperator<Block>
        implements OneInputStreamOperator<RawRecord, Block>, BoundedOneInput {
    /** The longest that a decoded record waits for its block to be filled. */
    static final long FLUSH_MILLIS = 25;

    private static final long serialVersionUID = 1L;

    private final transient RunRouter[] routers;
    private final transient Consumer<Block> out;
    private final transient Counter accepted;
    private final transient Counter refused;
    private transient @Nullable ScheduledFuture<?> flushTimer;

    DecodeOperator(
            StreamOperatorParameters<Block> parameters, String topic, List<RunInput> inputs) {
        super(parameters);
        MetricGroup metrics = getMetricGroup();
        this.accepted = metrics.counter("acceptedRecords");
        this.refused = metrics.counter("refusedRecords");
        this.out = block -> output.collect(new StreamRecord<>(block));
        Quarantine quarantine =
                new Quarantine(
                        topic,
                        () -> getProcessingTimeService().getCurrentProcessingTime(),
                        this::quarantine,
                        accepted);
        this.routers =
                inputs.stream()
                        .map(input -> new RunRouter(input, quarantine))
                        .toArray(RunRouter[]::new);
    }

    private void quarantine(RefusedRecord record) {
        refused.inc();
        output.collect(DecodeOutputs.REFUSED, new StreamRecord<>(record));
    }

    @Override
    public void processElement(StreamRecord<RawRecord> element) {
        RawRecord record = element.getValue();
        if (record.isMark()) {
            for (RunRouter router : routers) {
                router.readTo(record.partition(), record.markedOffset(), out);
            }
            return;
        }
        for (RunRouter router : routers) {
            router.take(record, out);
        }
        if (flushTimer == null) {
            flushTimer =
                    getProcessingTimeService()
                            .registerTimer(
                                    getProcessingTimeService().getCurrentProcessingTime()
                                            + FLUSH_MILLIS,
                                    this::onTimer);
        }
    }

    private void onTimer(long time) {
        flushTimer = null;
        flush();
    }

    private void flush() {
        for (RunRouter router : routers) {
            router.flush(out);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flushAll();
    }

    @Override
    public void endInput() {
        flushAll();
    }

    private void flushAll() {
        for (RunRouter router : routers) {
            router.flushAll(out);
        }
    }
}
