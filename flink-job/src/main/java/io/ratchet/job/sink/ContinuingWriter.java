package io.ratchet.job.sink;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import io.ratchet.job.resume.OwnerWatch;
import io.ratchet.job.resume.Transactions;
import io.ratchet.operator.TaskClosing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.function.SupplierWithException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes what continues the topic, and drops what stands there.
 *
 * <p><b>Owns</b> Kafka's writer and a reader of the topic's end. <b>On restore</b>: see {@link
 * ContinuingSink}.
 */
final class ContinuingWriter<T>
        implements StatefulSinkWriter<T, WriterMemory>, CommittingSinkWriter<T, KafkaCommittable> {
    private static final Duration OWNER_PATIENCE = Duration.ofSeconds(2);

    private final TopicTask<T> task;
    private final PrecommittingStatefulSinkWriter<
                    ProducerRecord<byte[], byte[]>, KafkaWriterState, KafkaCommittable>
            kafka;
    private final CommittedTail tail;
    private final OwnerWatch owner;
    private final Continuation continuation;
    private final PassedTracks passed;
    private final Counter dropped;
    private Map<Integer, Long> lastEnd;
    private boolean reported;

    private ContinuingWriter(
            TopicTask<T> task,
            WriterInitContext context,
            PrecommittingStatefulSinkWriter<
                            ProducerRecord<byte[], byte[]>, KafkaWriterState, KafkaCommittable>
                    kafka,
            CommittedTail tail,
            OwnerWatch owner,
            TopicStand stand) {
        this.task = task;
        this.kafka = kafka;
        this.tail = tail;
        this.owner = owner;
        this.continuation = stand.continuation();
        this.passed = stand.passed();
        this.lastEnd = stand.end();
        this.dropped = context.metricGroup().counter("droppedAsCommitted");
    }

    /**
     * Begins to write, at the end of what is committed.
     *
     * @throws org.apache.flink.runtime.execution.SuppressRestartsException if the topic cannot be
     *     gone on with from the checkpoint
     */
    static <T> ContinuingWriter<T> open(
            TopicTask<T> task,
            WriterInitContext context,
            WriterStart start,
            SupplierWithException<
                            PrecommittingStatefulSinkWriter<
                                    ProducerRecord<byte[], byte[]>,
                                    KafkaWriterState,
                                    KafkaCommittable>,
                            IOException>
                    kafka)
            throws IOException {
        CommittedTail tail = new CommittedTail(task.clients(), task.topic());
        PrecommittingStatefulSinkWriter<
                        ProducerRecord<byte[], byte[]>, KafkaWriterState, KafkaCommittable>
                writer = null;
        try {
            OwnerWatch watch = tail.watch(task.start().claim());
            watch.check();
            // Aborts what its own earlier attempts have left open.
            writer = kafka.get();
            TopicStand stand =
                    TopicStand.find(
                            task,
                            start,
                            tail,
                            () ->
                                    Transactions.abortForeign(
                                            task.clients(),
                                            task.start().claim().owner(),
                                            task.sink(),
                                            start.prepared(),
                                            watch),
                            reason ->
                                    task.start()
                                            .restore()
                                            .of(
                                                    context.getJobInfo().getJobId(),
                                                    context.getRestoredCheckpointId())
                                            .passOver(reason));
            return new ContinuingWriter<>(task, context, writer, tail, watch, stand);
        } catch (InterruptedException interruption) {
            IOUtils.closeAllQuietly(writer, tail);
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a sink began to write.", interruption);
        } catch (Throwable failure) {
            IOUtils.closeAllQuietly(writer, tail);
            throw failure;
        }
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        if (continuation.isFallback() && isReported(element)) {
            dropped.inc();
            return;
        }
        byte[] key = task.codec().key(element).getBytes(StandardCharsets.UTF_8);
        for (byte[] value : task.codec().encode(element)) {
            kafka.write(new ProducerRecord<>(task.topic(), key, value), context);
        }
        task.order().ofValue(element, passed::pass);
    }

    private boolean isReported(T element) {
        reported = false;
        task.order().ofValue(element, this::compare);
        return reported;
    }

    private void compare(Track track, Position position) {
        reported |= continuation.holds(track, position);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        kafka.flush(endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        Collection<KafkaCommittable> prepared = kafka.prepareCommit();
        if (prepared.isEmpty() && task.holdsClaims()) {
            // Nothing has been trained, and no commit will follow that would look for it.
            owner.checkIfReachable(OWNER_PATIENCE);
        }
        return prepared;
    }

    @Override
    public List<WriterMemory> snapshotState(long checkpointId) throws IOException {
        lastEnd = tail.endIfReachable().orElse(lastEnd);
        TopicMemory memory = passed.snapshot(lastEnd);
        List<WriterMemory> states = new ArrayList<>();
        for (KafkaWriterState state : kafka.snapshotState(checkpointId)) {
            states.add(
                    new WriterMemory(
                            state, states.isEmpty() ? Optional.of(memory) : Optional.empty()));
        }
        return states;
    }

    @Override
    public void close() {
        // Kafka's writer tells there what it has not been able to send.
        TaskClosing.quietly(kafka, tail);
    }
}
