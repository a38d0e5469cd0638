package io.ratchet.operator.failure;

import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes an operator whose coordinator hears what its task fails with, and which waits after a
 * failure as long as that one says.
 *
 * @param <I> what it takes
 * @param <O> what it emits
 */
public abstract class WatchedOperatorFactory<I, O> extends AbstractStreamOperatorFactory<O>
        implements OneInputStreamOperatorFactory<I, O>, CoordinatedOperatorFactory<O> {
    private static final long serialVersionUID = 1L;

    private final String start;
    private final Place place;

    /**
     * @param start tells the start of the job that it belongs to apart from all others
     * @param place what its task does
     * @param chaining whether it shares a task
     */
    protected WatchedOperatorFactory(String start, Place place, ChainingStrategy chaining) {
        this.start = start;
        this.place = place;
        setChainingStrategy(chaining);
    }

    /** Makes the operator, when its task may begin. */
    protected abstract StreamOperator<O> create(StreamOperatorParameters<O> parameters);

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public final <T extends StreamOperator<O>> T createStreamOperator(
            StreamOperatorParameters<O> parameters) {
        RestartPause.await(parameters);
        return (T) create(parameters);
    }

    @Override
    public final OperatorCoordinator.Provider getCoordinatorProvider(
            String operatorName, OperatorID operatorId) {
        return new WatchingCoordinator.Provider(operatorId, start, place);
    }
}
