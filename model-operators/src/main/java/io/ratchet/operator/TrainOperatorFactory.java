package io.ratchet.operator;

import io.ratchet.operator.end.RunEnds;
import io.ratchet.operator.failure.FailurePolicy;
import io.ratchet.operator.failure.RestartPause;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.WholenessCheck;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes TRAIN, for a stream of blocks keyed by {@link Block#instance()}. */
public final class TrainOperatorFactory extends AbstractStreamOperatorFactory<StepRecord>
        implements OneInputStreamOperatorFactory<Block, StepRecord>,
                CoordinatedOperatorFactory<StepRecord> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<RunSpec> specs;
    private final TrainSettings settings;
    private final StepInterceptor interceptor;
    private final RestorePoint restorePoint;
    private final FailurePolicy failures;
    private final WholenessCheck check;
    private final EngineGpus gpus;
    private String lastStates = "";

    /**
     * @param specs the runs
     * @param settings how TRAIN uses its machine
     * @param interceptor is called before every step
     * @param restorePoint what the job goes on from: marked if it turns out to be damaged
     * @param failures what becomes of the job when it fails; it names this start of the job, with
     *     which {@link RunEnds} are asked for
     * @param check looks at the files of a checkpoint that cannot be restored
     */
    public TrainOperatorFactory(
            List<RunSpec> specs,
            TrainSettings settings,
            StepInterceptor interceptor,
            RestorePoint restorePoint,
            FailurePolicy failures,
            WholenessCheck check) {
        this(
                specs,
                settings,
                interceptor,
                restorePoint,
                failures,
                check,
                DeviceLease.gpusOfThisMachine());
    }

    TrainOperatorFactory(
            List<RunSpec> specs,
            TrainSettings settings,
            StepInterceptor interceptor,
            RestorePoint restorePoint,
            FailurePolicy failures,
            WholenessCheck check,
            EngineGpus gpus) {
        this.specs = new ArrayList<>(specs);
        this.settings = settings;
        this.interceptor = interceptor;
        this.restorePoint = restorePoint;
        this.failures = failures;
        this.check = check;
        this.gpus = gpus;
    }

    /**
     * Keeps the job's state when all runs have ended.
     *
     * @param folder where a savepoint is written then
     * @return this
     */
    public TrainOperatorFactory keepingLastState(String folder) {
        lastStates = folder;
        return this;
    }

    @Override
    @SuppressWarnings({
        "unchecked",
        "TypeParameterUnusedInFormals"
    }) // Flink asks for the type of the operator that this makes
    public <T extends StreamOperator<StepRecord>> T createStreamOperator(
            StreamOperatorParameters<StepRecord> parameters) {
        RestartPause.await(parameters);
        return (T)
                new TrainOperator(
                        parameters,
                        specs,
                        settings,
                        interceptor,
                        restorePoint,
                        failures.start(),
                        gpus);
    }

    @Override
    @SuppressWarnings("rawtypes") // Flink's signature
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return TrainOperator.class;
    }

    @Override
    public OperatorCoordinator.Provider getCoordinatorProvider(
            String operatorName, OperatorID operatorId) {
        Set<String> runs = specs.stream().map(RunSpec::run).collect(Collectors.toSet());
        return new TrainCoordinator.Provider(
                operatorId, restorePoint, check, failures, runs, lastStates);
    }
}
