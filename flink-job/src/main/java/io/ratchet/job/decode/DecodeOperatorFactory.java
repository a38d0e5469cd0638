package io.ratchet.job.decode;

import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.WatchedOperatorFactory;
import io.ratchet.training.batch.Block;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Makes Decode for one topic, chained to its source. Decode's coordinator hears what the task of
 * both fails with; the source's own does not.
 */
public final class DecodeOperatorFactory extends WatchedOperatorFactory<RawRecord, Block> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final ArrayList<RunInput> inputs;

    /**
     * @param topic the topic
     * @param inputs the runs that read it
     * @param start tells the start of the job that it belongs to apart from all others
     */
    public DecodeOperatorFactory(String topic, List<RunInput> inputs, String start) {
        super(start, Place.SOURCE, ChainingStrategy.ALWAYS);
        this.topic = topic;
        this.inputs = new ArrayList<>(inputs);
    }

    @Override
    protected StreamOperator<Block> create(StreamOperatorParameters<Block> parameters) {
        return new DecodeOperator(parameters, topic, inputs);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return DecodeOperator.class;
    }
}
