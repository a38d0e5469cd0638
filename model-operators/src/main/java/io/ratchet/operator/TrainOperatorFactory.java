package io.ratchet.operator;

import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes TRAIN, for a stream of blocks keyed by {@link Block#instance()}. */
public final class TrainOperatorFactory extends AbstractStreamOperatorFactory<StepRecord>
        implements OneInputStreamOperatorFactory<Block, StepRecord> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<RunSpec> specs;
    private final TrainSettings settings;
    private final StepInterceptor interceptor;
    private final HashMap<String, Long> committedSteps;

    /**
     * @param specs the runs
     * @param settings how TRAIN uses its machine
     * @param interceptor is called before every step
     * @param committedSteps by instance the step up to which readers have seen its records before
     *     this start; a restored state that is behind is refused
     */
    public TrainOperatorFactory(
            List<RunSpec> specs,
            TrainSettings settings,
            StepInterceptor interceptor,
            Map<String, Long> committedSteps) {
        this.specs = new ArrayList<>(specs);
        this.settings = settings;
        this.interceptor = interceptor;
        this.committedSteps = new HashMap<>(committedSteps);
    }

    @Override
    @SuppressWarnings({
        "unchecked",
        "TypeParameterUnusedInFormals"
    }) // Flink asks for the type of the operator that this makes
    public <T extends StreamOperator<StepRecord>> T createStreamOperator(
            StreamOperatorParameters<StepRecord> parameters) {
        return (T) new TrainOperator(parameters, specs, settings, interceptor, committedSteps);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return TrainOperator.class;
    }
}
