package io.ratchet.job.decode;

import io.ratchet.training.batch.Block;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes Decode for one topic, chained to its source. */
public final class DecodeOperatorFactory extends AbstractStreamOperatorFactory<Block>
        implements OneInputStreamOperatorFactory<RawRecord, Block> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final ArrayList<RunInput> inputs;

    /**
     * @param topic the topic
     * @param inputs the runs that read it
     */
    public DecodeOperatorFactory(String topic, List<RunInput> inputs) {
        this.topic = topic;
        this.inputs = new ArrayList<>(inputs);
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
    public <T extends StreamOperator<Block>> T createStreamOperator(
            StreamOperatorParameters<Block> parameters) {
        return (T) new DecodeOperator(parameters, topic, inputs);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DecodeOperator.class;
    }
}
