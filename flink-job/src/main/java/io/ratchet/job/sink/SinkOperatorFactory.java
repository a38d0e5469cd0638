package io.ratchet.job.sink;

import io.ratchet.job.record.EncodedRecord;
import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.RestartPause;
import io.ratchet.operator.failure.WatchingCoordinator;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes the sink of all output topics, in a task of its own. Its coordinator hears what that task
 * fails with.
 */
public final class SinkOperatorFactory extends AbstractStreamOperatorFactory<Void>
        implements OneInputStreamOperatorFactory<EncodedRecord, Void>,
                CoordinatedOperatorFactory<Void> {
    private static final long serialVersionUID = 1L;

    private final SinkTask task;

    /**
     * @param task what is written, and by which start
     */
    public SinkOperatorFactory(SinkTask task) {
        this.task = task;
        setChainingStrategy(ChainingStrategy.NEVER);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<Void>> T createStreamOperator(
            StreamOperatorParameters<Void> parameters) {
        RestartPause.await(parameters);
        return (T) new SinkOperator(parameters, task);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return SinkOperator.class;
    }

    @Override
    public OperatorCoordinator.Provider getCoordinatorProvider(
            String operatorName, OperatorID operatorId) {
        return new WatchingCoordinator.Provider(
                operatorId, task.claim().owner().token(), Place.SINK);
    }
}
