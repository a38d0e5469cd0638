package io.ratchet.job.decode;

import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.RestartPause;
import io.ratchet.operator.failure.WatchingCoordinator;
import io.ratchet.training.batch.Block;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes Decode for one topic, chained to its source. Decode's coordinator hears what the task of
 * both fails with; the source's own does not.
 */
public final class DecodeOperatorFactory extends AbstractStreamOperatorFactory<Block>
        implements OneInputStreamOperatorFactory<RawRecord, Block>,
                CoordinatedOperatorFactory<Block> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final ArrayList<RunInput> inputs;
    private final String start;

    /**
     * @param topic the topic
     * @param inputs the runs that read it
     * @param start tells the start of the job that it belongs to apart from all others
     */
    public DecodeOperatorFactory(String topic, List<RunInput> inputs, String start) {
        this.topic = topic;
        this.inputs = new ArrayList<>(inputs);
        this.start = start;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<Block>> T createStreamOperator(
            StreamOperatorParameters<Block> parameters) {
        RestartPause.await(parameters);
        return (T) new DecodeOperator(parameters, topic, inputs);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DecodeOperator.class;
    }

    @Override
    public OperatorCoordinator.Provider getCoordinatorProvider(
            String operatorName, OperatorID operatorId) {
        return new WatchingCoordinator.Provider(operatorId, start, Place.SOURCE);
    }
}
