package io.ratchet.job.sink;

import io.ratchet.job.track.EncodedRecord;
import io.ratchet.operator.TaskClosing;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.OperatorStateCheckpointOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The sink of all output topics, which has one task: one transaction for each checkpoint.
 *
 * <p><b>Lifecycle</b>: only this class knows Flink's; {@link TransactionalOutput} does the work.
 * <b>On restore</b>: {@link OutputStand} says where the topics stand. The state is raw, so that it
 * is read here, with its version and checksum.
 */
final class SinkOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<EncodedRecord, Void> {
    private static final long serialVersionUID = 1L;

    private final transient SinkTask task;
    private transient RestoredCheckpoint checkpoint;
    private transient Optional<SinkState> restored;
    private transient TransactionalOutput topics;

    /**
     * @param task what is written, and by which start
     */
    @SuppressWarnings("NullAway.Init") // Flink initializes it where it runs
    SinkOperator(StreamOperatorParameters<Void> parameters, SinkTask task) {
        super(parameters);
        this.task = task;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        checkpoint =
                task.restore()
                        .of(
                                getRuntimeContext().getJobInfo().getJobId(),
                                context.getRestoredCheckpointId());
        restored = Optional.empty();
        if (context.isRestored()) {
            for (StatePartitionStreamProvider part : context.getRawOperatorStateInputs()) {
                restored =
                        Optional.of(
                                SinkState.SERIALIZER.deserialize(
                                        new DataInputViewStreamWrapper(part.getStream())));
            }
            if (restored.isEmpty()) {
                throw SinkException.ofNoState(checkpoint);
            }
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        topics =
                TransactionalOutput.open(
                        task, restored, checkpoint, SinkMetrics.in(getMetricGroup()));
        restored = Optional.empty();
    }

    @Override
    public void processElement(StreamRecord<EncodedRecord> element) throws Exception {
        topics.write(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        OperatorStateCheckpointOutputStream out = context.getRawOperatorStateOutput();
        out.startNewPartition();
        SinkState.SERIALIZER.serialize(
                topics.prepare(context.getCheckpointId()), new DataOutputViewStreamWrapper(out));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        topics.commit(checkpointId);
    }

    @Override
    public void close() throws Exception {
        // None where open() has failed.
        TaskClosing.quietly(topics);
        super.close();
    }
}
