package io.ratchet.operator;

import io.ratchet.operator.end.EndedRuns;
import io.ratchet.operator.end.LastCheckpoint;
import io.ratchet.operator.end.ModelPublisher;
import io.ratchet.operator.end.RunEndEvent;
import io.ratchet.operator.end.StoppedModels;
import io.ratchet.operator.end.StoppedRun;
import io.ratchet.operator.end.UnendedRunException;
import io.ratchet.operator.live.DeviceOffer;
import io.ratchet.operator.live.DeviceRoom;
import io.ratchet.operator.live.InstanceLoader;
import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.live.LiveInstances;
import io.ratchet.operator.live.TrainState;
import io.ratchet.operator.live.UnstoredInstances;
import io.ratchet.operator.restore.DamagedInstanceException;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.BatchAssembler;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.PartitionIntake;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.OperatorStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * TRAIN: takes blocks of records, trains the instances they belong to, and emits a record for every
 * step.
 *
 * <p><b>Lifecycle</b>: only this class knows Flink's; {@link TrainDriver} does the work. A
 * checkpoint does not stop training: the image is taken before the barrier goes on, and written
 * while training goes on with the batches already queued. A savepoint that ends the job does stop
 * it, so that no result leaves after the barrier.
 */
final class TrainOperator extends AbstractStreamOperator<StepRecord>
        implements OneInputStreamOperator<Block, StepRecord>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private final transient List<RunSpec> specs;
    private final transient TrainSettings settings;
    private final transient StepInterceptor interceptor;
    private final transient RestorePoint restorePoint;
    private final transient String start;
    private final transient EngineGpus gpus;
    private final transient MailboxExecutor mailbox;
    private final transient OperatorEventGateway jobManager;
    private transient String parent = "";
    private transient TrainState state;
    private transient DeviceLease lease = DeviceLease.of(new ComputeDevice.Cpu());
    private transient TrainDriver driver;
    private transient StoppedModels stoppedModels;
    private transient long stoppedAt = RestorePoint.NONE;
    private transient boolean standsStill;
    private transient boolean inputEnded;
    private transient EndedRuns ended = EndedRuns.NONE;
    private transient long toldProgress;

    TrainOperator(
            StreamOperatorParameters<StepRecord> parameters,
            List<RunSpec> specs,
            TrainSettings settings,
            StepInterceptor interceptor,
            RestorePoint restorePoint,
            String start,
            EngineGpus gpus) {
        super(parameters);
        this.specs = specs;
        this.settings = settings;
        this.interceptor = interceptor;
        this.restorePoint = restorePoint;
        this.start = start;
        this.gpus = gpus;
        this.mailbox = parameters.getMailboxExecutor();
        this.jobManager =
                parameters.getOperatorEventDispatcher().getOperatorEventGateway(getOperatorID());
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        org.apache.flink.core.fs.Path restored =
                restorePoint
                        .of(
                                getRuntimeContext().getJobInfo().getJobId(),
                                context.getRestoredCheckpointId())
                        .path();
        parent = restored == null ? "" : restored.toString();
        state = new TrainState(context.getKeyedStateStore(), getKeyedStateBackend());
    }

    @Override
    public void open() throws Exception {
        super.open();
        tellIntake();
        lease = DeviceOffer.take(settings.device(), specs, getRuntimeContext(), gpus);
        InstanceLoader loader =
                new InstanceLoader(
                        specs,
                        parent,
                        restorePoint.reported(),
                        state,
                        lease,
                        settings.chunkBytes(),
                        getProcessingTimeService()::getCurrentProcessingTime);
        ModelPublisher publisher = new ModelPublisher(Path.of(settings.modelDirectory()), loader);
        stoppedModels = new StoppedModels(state, loader, publisher);
        TrainParts parts =
                new TrainParts(
                        state,
                        loader,
                        new LiveInstances(settings.cacheBytes()),
                        new UnstoredInstances(UnstoredInstances.MOST_BYTES),
                        new DeviceRoom(lease, settings.device()),
                        lease.traffic(),
                        new QueueDepth(settings.queueBatches(), settings.queueBytes()),
                        mailbox,
                        interceptor,
                        publisher,
                        output,
                        this::tellEnd,
                        new IntakeReporter(
                                getProcessingTimeService(), jobManager::sendEventToCoordinator),
                        () -> LastCheckpoint.of(start).isPresent(),
                        getProcessingTimeService()::getCurrentProcessingTime,
                        getMetricGroup());
        driver = new TrainDriver(parts, "ratchet-training-" + subtask());
        driver.restore();
        settleEnds(loader);
    }

    /**
     * Where each run stands in the restored state. The sources wait for it, and need not wait until
     * the instances are loaded.
     */
    private void tellIntake() throws Exception {
        for (RunSpec spec : ownSpecs()) {
            if (IntakeReporter.isPaced(spec)) {
                jobManager.sendEventToCoordinator(
                        new IntakeEvent(spec.run(), restoredIntake(spec)));
            }
        }
    }

    private List<PartitionIntake> restoredIntake(RunSpec spec) throws Exception {
        try {
            AssemblyState stored = state.assembly(spec.run());
            return stored == null ? BatchAssembler.start(spec).intake() : stored.intake(spec);
        } catch (Exception failure) {
            throw DamagedInstanceException.orElse(failure, spec.run());
        }
    }

    /**
     * A run that has ended before may have nothing to do any more, and not be loaded again; one
     * whose end was put before where it stands ends here; and so does one that has nothing to read,
     * as no block of it will ever come.
     */
    private void settleEnds(InstanceLoader loader) throws Exception {
        for (RunSpec spec : ownSpecs()) {
            if (loader.hasEnded(spec.run())) {
                tell(RunEndEvent.of(spec, storedPositions(spec.run())));
                if (loader.goesOn(spec.run()) || loader.isSettled(spec.run())) {
                    driver.reportEnd(spec.run());
                }
            } else if (loader.goesOn(spec.run())) {
                // What it waits for may be nothing more than another verdict at the same end.
                driver.endUnread(spec.run());
            } else if (spec.readsNothing()) {
                LOG.warn(
                        "Run '{}' ends without a step: there is no record to read in {}",
                        spec.run(),
                        spec.partitions());
                driver.endUnread(spec.run());
            }
        }
    }

    /** The runs that this task trains. */
    private List<RunSpec> ownSpecs() {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return specs.stream()
                .filter(
                        spec ->
                                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                                spec.run(),
                                                task.getMaxNumberOfParallelSubtasks(),
                                                task.getNumberOfParallelSubtasks())
                                        == task.getIndexOfThisSubtask())
                .toList();
    }

    private List<Long> storedPositions(String run) throws Exception {
        AssemblyState stored = state.assembly(run);
        return stored == null ? List.of() : stored.positions();
    }

    private void tellEnd(LiveInstance live) {
        tell(RunEndEvent.of(live.spec(), live.positions()));
    }

    private void tell(RunEndEvent end) {
        ended = ended.and(end);
        jobManager.sendEventToCoordinator(end);
    }

    @Override
    public void processElement(StreamRecord<Block> element) throws Exception {
        if (!standsStill) { // or else the next start reads it again
            driver.accept(element.getValue());
        }
    }

    /**
     * The input has ended, or the job is stopped and drained. Which of the two it is, only the next
     * barrier tells.
     */
    @Override
    public void endInput() throws Exception {
        driver.endInput();
        inputEnded = true;
    }

    /** Waits until everything that was taken in has been trained and emitted. */
    void drain() throws Exception {
        driver.drain();
    }

    /** How often it has come further since it began. */
    long progressCount() {
        return driver.progressCount();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        while (standsStill) {
            mailbox.yield(); // blocks are missing behind the last checkpoint: no other completes
        }
        driver.prepareSnapshot(checkpointId);
        long progress = progressCount();
        if (progress > toldProgress) {
            toldProgress = progress;
            jobManager.sendEventToCoordinator(new ProgressEvent(checkpointId));
        }
        LastCheckpoint.of(start)
                .filter(last -> last.is(checkpointId))
                .ifPresent(last -> standStill(checkpointId, last));
    }

    /**
     * Behind this barrier nothing is computed, and blocks are passed over, which may be in front of
     * other tasks' barriers: the process ends when the checkpoint is complete.
     */
    private void standStill(long checkpointId, LastCheckpoint last) {
        standsStill = true;
        stoppedAt = checkpointId;
        driver.standStill();
        last.standStill(subtask());
    }

    private int subtask() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId,
            long timestamp,
            CheckpointOptions options,
            CheckpointStreamFactory factory)
            throws Exception {
        if (options.getCheckpointType() instanceof SavepointType savepoint
                && savepoint.isSynchronous()) {
            driver.silence();
            stoppedAt = checkpointId;
        } else if (inputEnded) {
            refuseUnended();
        }
        return super.snapshotState(checkpointId, timestamp, options, factory);
    }

    /** A job that has finished gives up its checkpoints: no run may still need them. */
    private void refuseUnended() throws Exception {
        for (RunSpec spec : ownSpecs()) {
            if (!(spec.until() instanceof Until.Forever) && !driver.hasEnded(spec.run())) {
                throw new UnendedRunException(spec, driver.positions(spec.run()));
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        driver.storeSnapshot();
        if (!ended.equals(EndedRuns.NONE)) {
            OperatorStateCheckpointOutputStream out = context.getRawOperatorStateOutput();
            out.startNewPartition();
            out.write(ended.encode());
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        driver.checkpointComplete(checkpointId);
        if (stoppedAt == checkpointId) {
            List<StoppedRun> left = stoppedModels.leave(ownSpecs());
            LastCheckpoint.of(start).ifPresent(last -> last.leave(subtask(), left));
        }
    }

    @Override
    public void close() throws Exception {
        // No driver where open() has failed; with it go the instances that are on the device.
        TaskClosing.quietly(driver, lease);
        super.close();
    }
}
