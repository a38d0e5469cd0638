package io.ratchet.operator;

import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.operator.restore.RestorePoint;
import io.ratchet.operator.restore.WholenessCheck;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import io.ratchet.training.run.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.operators.testutils.MockInputSplitProvider;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** TRAIN in Flink's operator harness: real state backend, real mailbox, real training thread. */
final class TrainHarness implements AutoCloseable {
    static final int MAX_PARALLELISM = 16;

    /** The number of the checkpoint that is restored, as Flink tells it. */
    static final long RESTORED_ID = 7;

    private static final int MOST_STATE_BYTES = 16 << 20;

    private final MockEnvironment environment;
    private final BlockHarness harness;

    private TrainHarness(MockEnvironment environment, BlockHarness harness) {
        this.environment = environment;
        this.harness = harness;
    }

    /** Keyed by instance, in an environment of our own: Flink's keyed harness takes none. */
    @SuppressWarnings("try") // Flink's close() throws whatever it likes
    private static final class BlockHarness
            extends OneInputStreamOperatorTestHarness<Block, StepRecord> {
        BlockHarness(TrainOperatorFactory factory, MockEnvironment environment) throws Exception {
            super(factory, environment);
            KeySelector<Block, String> instance = Block::instance;
            config.setStatePartitioner(0, instance);
            config.setStateKeySerializer(StringSerializer.INSTANCE);
            config.serializeAllConfigs();
        }
    }

    /**
     * The GPUs that the engine sees, those that Flink offers, and whether its configuration names
     * them.
     */
    record Gpus(EngineGpus seen, List<String> offered, boolean configured) {
        static final Gpus OF_THIS_MACHINE = new Gpus(DeviceLease.gpusOfThisMachine(), List.of());

        Gpus(EngineGpus seen, List<String> offered) {
            this(seen, offered, !offered.isEmpty());
        }

        TestingTaskManagerRuntimeInfo taskManager() {
            Configuration flink = new Configuration();
            if (configured) {
                flink.set(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST, List.of("fpga", "gpu"));
            }
            return new TestingTaskManagerRuntimeInfo(flink);
        }

        Set<ExternalResourceInfo> infos(String resource) {
            Set<ExternalResourceInfo> infos = new HashSet<>();
            if (resource.equals("gpu")) {
                offered.forEach(index -> infos.add(new OfferedGpu(index)));
            }
            return infos;
        }
    }

    /** As Flink's GPU driver describes one. */
    private record OfferedGpu(String index) implements ExternalResourceInfo {
        @Override
        public Optional<String> getProperty(String key) {
            return key.equals("index") ? Optional.of(index) : Optional.empty();
        }

        @Override
        public Collection<String> getKeys() {
            return List.of("index");
        }
    }

    /** What a test may change. */
    record Setup(
            List<RunSpec> specs,
            TrainSettings settings,
            StepInterceptor interceptor,
            boolean rocksDb,
            int parallelism,
            int subtask,
            RestorePoint restorePoint,
            Gpus gpus) {
        static Setup of(Path models, RunSpec... specs) {
            TrainSettings settings =
                    new TrainSettings("cpu", 256, 1 << 26, 1 << 20, 4, models.toString());
            return new Setup(
                    List.of(specs),
                    settings,
                    StepInterceptor.NONE,
                    true,
                    1,
                    0,
                    RestorePoint.nothing(new org.apache.flink.core.fs.Path("file:///nowhere")),
                    Gpus.OF_THIS_MACHINE);
        }

        Setup with(StepInterceptor other) {
            return new Setup(
                    specs, settings, other, rocksDb, parallelism, subtask, restorePoint, gpus);
        }

        Setup with(TrainSettings other) {
            return new Setup(
                    specs, other, interceptor, rocksDb, parallelism, subtask, restorePoint, gpus);
        }

        Setup from(RestorePoint point) {
            return new Setup(
                    specs, settings, interceptor, rocksDb, parallelism, subtask, point, gpus);
        }

        Setup onHeap() {
            return new Setup(
                    specs, settings, interceptor, false, parallelism, subtask, restorePoint, gpus);
        }

        Setup subtask(int index, int count) {
            return new Setup(
                    specs, settings, interceptor, rocksDb, count, index, restorePoint, gpus);
        }

        /** On GPUs that Flink offers and the engine sees, or does not. */
        Setup on(DeviceSettings device, Gpus others) {
            TrainSettings elsewhere =
                    new TrainSettings(
                            device,
                            settings.chunkBytes(),
                            settings.cacheBytes(),
                            settings.queueBytes(),
                            settings.queueBatches(),
                            settings.modelDirectory());
            return new Setup(
                    specs,
                    elsewhere,
                    interceptor,
                    rocksDb,
                    parallelism,
                    subtask,
                    restorePoint,
                    others);
        }

        private MockEnvironment environment() {
            return new MockEnvironmentBuilder()
                    .setTaskName("TRAIN")
                    .setManagedMemorySize(3 << 20)
                    .setInputSplitProvider(new MockInputSplitProvider())
                    .setBufferSize(1024)
                    .setMaxParallelism(MAX_PARALLELISM)
                    .setParallelism(parallelism)
                    .setSubtaskIndex(subtask)
                    .setExternalResourceInfoProvider(gpus::infos)
                    .setTaskManagerRuntimeInfo(gpus.taskManager())
                    .build();
        }

        TrainHarness open(@Nullable OperatorSubtaskState restored) throws Exception {
            MockEnvironment environment = environment();
            BlockHarness harness =
                    new BlockHarness(
                            new TrainOperatorFactory(
                                    specs,
                                    settings,
                                    interceptor,
                                    restorePoint,
                                    PatientPolicy.of("start"),
                                    WholenessCheck.NONE,
                                    gpus.seen()),
                            environment);
            if (rocksDb) {
                harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
            }
            harness.setup();
            if (restored == null) {
                harness.initializeEmptyState();
            } else {
                harness.setRestoredCheckpointId(RESTORED_ID);
                harness.initializeState(
                        BlockHarness.repartitionOperatorState(
                                restored, MAX_PARALLELISM, 1, parallelism, subtask));
            }
            TrainHarness opened = new TrainHarness(environment, harness);
            try {
                harness.open();
            } catch (Exception refused) {
                opened.close(); // as the task does when an operator does not open
                throw refused;
            }
            return opened;
        }
    }

    void send(List<Block> blocks) throws Exception {
        for (Block block : blocks) {
            harness.processElement(new StreamRecord<>(block));
            runMails();
        }
    }

    OperatorSubtaskState checkpoint(long id) throws Exception {
        harness.prepareSnapshotPreBarrier(id);
        return harness.snapshot(id, 0);
    }

    /** A checkpoint whose asynchronous part, which writes the state, has not begun. */
    OperatorSnapshotFutures beginCheckpoint(long id) throws Exception {
        harness.prepareSnapshotPreBarrier(id);
        return ((TrainOperator) harness.getOperator())
                .snapshotState(
                        id,
                        0,
                        CheckpointOptions.forCheckpointWithDefaultLocation(),
                        new MemCheckpointStreamFactory(MOST_STATE_BYTES));
    }

    /** Runs the asynchronous part. */
    static OperatorSubtaskState finishCheckpoint(OperatorSnapshotFutures begun) throws Exception {
        return OperatorSnapshotFinalizer.create(begun).getJobManagerOwnedState();
    }

    OperatorSubtaskState stopWithSavepoint(long id) throws Exception {
        harness.prepareSnapshotPreBarrier(id);
        return harness.snapshotWithLocalState(
                        id, 0, SavepointType.terminate(SavepointFormatType.NATIVE))
                .getJobManagerOwnedState();
    }

    void complete(long checkpointId) throws Exception {
        harness.notifyOfCompletedCheckpoint(checkpointId);
    }

    /** Waits until all that was sent has been trained. */
    void drain() throws Exception {
        ((TrainOperator) harness.getOperator()).drain();
    }

    /** How often TRAIN has come further. */
    long progressCount() {
        return ((TrainOperator) harness.getOperator()).progressCount();
    }

    /** What Flink calls when the input has ended, and when the job is stopped and drained. */
    void endInput() throws Exception {
        ((TrainOperator) harness.getOperator()).endInput();
    }

    /** Runs the mails that are there now, as the task does between two records. */
    void runMails() throws Exception {
        Optional<Mail> mail = harness.getTaskMailbox().tryTake(0);
        while (mail.isPresent()) {
            mail.get().run();
            mail = harness.getTaskMailbox().tryTake(0);
        }
    }

    /** Values in state, of all keys and names; on the heap backend. */
    int storedValues() {
        HeapKeyedStateBackend<?> heap =
                (HeapKeyedStateBackend<?>)
                        ((TrainOperator) harness.getOperator()).getKeyedStateBackend();
        return heap.numKeyValueStateEntries();
    }

    List<StepRecord> steps() {
        return harness.extractOutputValues();
    }

    List<RunStateRecord> states() {
        return side(TrainOutputs.RUN_STATE);
    }

    List<PoisonedBatch> poisoned() {
        return side(TrainOutputs.POISON);
    }

    private <X> List<X> side(OutputTag<X> tag) {
        List<X> values = new ArrayList<>();
        if (harness.getSideOutput(tag) != null) {
            harness.getSideOutput(tag).forEach(element -> values.add(element.getValue()));
        }
        return values;
    }

    @Override
    public void close() {
        try {
            harness.close();
            environment.close();
        } catch (Exception failure) {
            throw new IllegalStateException("TRAIN did not close", failure);
        }
    }
}
