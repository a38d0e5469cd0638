package io.ratchet.job.sink;

import io.ratchet.job.track.EncodedRecord;
import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.WatchedOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the sink of all output topics, in a task of its own. */
public final class SinkOperatorFactory extends WatchedOperatorFactory<EncodedRecord, Void> {
    private static final long serialVersionUID = 1L;

    private final SinkTask task;

    /**
     * @param task what is written, and by which start
     */
    public SinkOperatorFactory(SinkTask task) {
        super(task.claim().owner().token(), Place.SINK, ChainingStrategy.NEVER);
        this.task = task;
    }

    @Override
    protected StreamOperator<Void> create(StreamOperatorParameters<Void> parameters) {
        return new SinkOperator(parameters, task);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return SinkOperator.class;
    }
}
