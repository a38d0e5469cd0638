package io.ratchet.operator;

import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Block;
import io.ratchet.training.run.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** TRAIN in Flink's operator harness: real state backend, real mailbox, real training thread. */
final class TrainHarness implements AutoCloseable {
    static final int MAX_PARALLELISM = 16;

    /** The number of the checkpoint that is restored, as Flink tells it. */
    static final long RESTORED_ID = 7;

    private static final int MOST_STATE_BYTES = 16 << 20;

    private final KeyedOneInputStreamOperatorTestHarness<String, Block, StepRecord> harness;

    private TrainHarness(
            KeyedOneInputStreamOperatorTestHarness<String, Block, StepRecord> harness) {
        this.harness = harness;
    }

    /** What a test may change. */
    record Setup(
            List<RunSpec> specs,
            TrainSettings settings,
            StepInterceptor interceptor,
            boolean rocksDb,
            int parallelism,
            int subtask,
            RestorePoint restorePoint) {
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
                    RestorePoint.nothing(""));
        }

        Setup with(StepInterceptor other) {
            return new Setup(specs, settings, other, rocksDb, parallelism, subtask, restorePoint);
        }

        Setup with(TrainSettings other) {
            return new Setup(
                    specs, other, interceptor, rocksDb, parallelism, subtask, restorePoint);
        }

        Setup from(RestorePoint point) {
            return new Setup(specs, settings, interceptor, rocksDb, parallelism, subtask, point);
        }

        Setup onHeap() {
            return new Setup(
                    specs, settings, interceptor, false, parallelism, subtask, restorePoint);
        }

        Setup subtask(int index, int count) {
            return new Setup(specs, settings, interceptor, rocksDb, count, index, restorePoint);
        }

        TrainHarness open(@Nullable OperatorSubtaskState restored) throws Exception {
            KeyedOneInputStreamOperatorTestHarness<String, Block, StepRecord> harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new TrainOperatorFactory(
                                    specs,
                                    settings,
                                    interceptor,
                                    restorePoint,
                                    "start",
                                    WholenessCheck.NONE),
                            Block::instance,
                            Types.STRING,
                            MAX_PARALLELISM,
                            parallelism,
                            subtask);
            if (rocksDb) {
                harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
            }
            harness.setup();
            if (restored == null) {
                harness.initializeEmptyState();
            } else {
                harness.setRestoredCheckpointId(RESTORED_ID);
                harness.initializeState(
                        KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
                                restored, MAX_PARALLELISM, 1, parallelism, subtask));
            }
            TrainHarness opened = new TrainHarness(harness);
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

    void abort(long checkpointId) throws Exception {
        harness.getOperator().notifyCheckpointAborted(checkpointId);
    }

    void drain() throws Exception {
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
        return harness.numKeyedStateEntries();
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
        } catch (Exception failure) {
            throw new IllegalStateException("TRAIN did not close", failure);
        }
    }
}
