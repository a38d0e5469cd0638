package io.ratchet.job.sink;

import io.ratchet.job.claim.OwnerWatch;
import io.ratchet.job.track.EncodedRecord;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.TaskClosing;
import io.ratchet.operator.restore.RestoredCheckpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Writes the output topics: all that comes before a barrier in one transaction, which is committed
 * when the checkpoint is complete.
 *
 * <p>Invariant: of the records that come to it, in every life of the job, each is committed once. A
 * record that was committed before it began is dropped when it comes again ({@link OutputStand}),
 * and nothing is committed once a newer start owns the job.
 *
 * <p><b>Owns</b> the producers, its life, and a watch of the job's owner. <b>Threading</b>: one
 * thread.
 */
final class TransactionalOutput implements AutoCloseable {
    private static final Duration OWNER_PATIENCE = Duration.ofSeconds(2);

    private final SinkTask task;
    private final OwnerWatch owner;
    private final Life life;
    private final TransactionPool pool;
    private final SinkMetrics metrics;
    private final Map<String, Uuid> topics;
    private final Map<TopicPartition, Long> since;
    private final Positions expected;
    private final ArrayDeque<Waiting> prepared = new ArrayDeque<>();
    private @Nullable OpenTransaction current;

    /** A transaction that waits for its checkpoint. */
    private record Waiting(long checkpointId, OpenTransaction transaction) {}

    private TransactionalOutput(
            SinkTask task, OwnerWatch owner, Life life, OutputStand stand, SinkMetrics metrics) {
        this.task = task;
        this.owner = owner;
        this.life = life;
        this.pool = new TransactionPool(task, life);
        this.metrics = metrics;
        this.topics = stand.topics();
        this.since = new HashMap<>(stand.ends());
        this.expected = stand.expected();
    }

    /** Begins to write, at the end of what is committed. */
    static TransactionalOutput open(
            SinkTask task,
            Optional<SinkState> restored,
            RestoredCheckpoint checkpoint,
            SinkMetrics metrics)
            throws Exception {
        OwnerWatch owner = new OwnerWatch(task.clients(), task.claim());
        @Nullable Life life = null;
        try {
            owner.check();
            life = Life.begin(task);
            return new TransactionalOutput(
                    task,
                    owner,
                    life,
                    OutputStand.find(task, life, restored, checkpoint, metrics),
                    metrics);
        } catch (Throwable failure) {
            TaskClosing.quietly(life, owner);
            throw failure;
        }
    }

    void write(EncodedRecord record) throws IOException, ExecutionException, InterruptedException {
        if (!expected.isEmpty() && isCommitted(record)) {
            metrics.countDropped();
            return;
        }
        OpenTransaction transaction = current;
        if (transaction == null) {
            transaction = pool.begin();
            current = transaction;
        }
        transaction.send(record);
    }

    private boolean isCommitted(EncodedRecord record) {
        boolean isCommitted = false;
        for (TrackRange range : record.ranges()) {
            isCommitted |= expected.holds(range);
            expected.remove(range);
        }
        return isCommitted;
    }

    /** Ends the transaction of a checkpoint; returns what has to be known after a restore. */
    SinkState prepare(long checkpointId) throws IOException {
        if (current != null) {
            current.flush();
            prepared.add(new Waiting(checkpointId, current));
            current = null;
        }
        List<SinkState.Prepared> waiting = new ArrayList<>();
        prepared.forEach(one -> waiting.add(one.transaction().prepared()));
        return new SinkState(topics, since, expected, waiting);
    }

    /** Commits what belongs to a checkpoint that is complete, and to those before it. */
    void commit(long checkpointId) throws IOException, InterruptedException {
        if (prepared.isEmpty()) {
            owner.checkIfReachable(OWNER_PATIENCE);
            return;
        }
        owner.check();
        while (!prepared.isEmpty() && prepared.element().checkpointId() <= checkpointId) {
            task.commits().beforeCommit();
            OpenTransaction transaction = prepared.element().transaction();
            transaction.commit();
            prepared.remove();
            since.putAll(transaction.ends());
            pool.release(transaction);
        }
    }

    @Override
    public void close() {
        OpenTransaction begun = current;
        TaskClosing.quietly(begun == null ? null : begun::abandon, pool, life, owner);
    }
}
