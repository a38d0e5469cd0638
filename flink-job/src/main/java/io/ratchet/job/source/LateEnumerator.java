package io.ratchet.job.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Makes and begins the connector's enumerator when the first reader is there, and hands out
 * partitions only after a look whether their topic is still the one that is trained. Readers of
 * restored partitions have them already, and wait to be told ({@link VouchedReader}).
 *
 * <p>Flink makes it when a job starts again, at once, and starts the job again at once if that
 * fails: readers come after the pause that their tasks make, and so does what fails here. And what
 * was read of another topic of the same name would have been trained before {@link InputWatch}
 * looks the next time.
 *
 * <p><b>Owns</b> the connector's enumerator and the watch. <b>Threading</b>: the thread of the
 * source's coordinator; looks are in its other one; it may be closed from a third.
 */
final class LateEnumerator implements SplitEnumerator<KafkaPartitionSplit, PartitionList> {
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final InputWatch watch;
    private final PartitionList restored;
    private final Maker maker;
    private @Nullable SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> made;
    private boolean isClosed;

    /** Makes the connector's enumerator of the list that was restored. */
    interface Maker {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> make(KafkaSourceEnumState list)
                throws IOException;
    }

    /**
     * @param watch looks after the topic
     * @param restored what to begin with
     * @param maker makes the connector's enumerator
     */
    LateEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            InputWatch watch,
            PartitionList restored,
            Maker maker) {
        this.context = context;
        this.watch = watch;
        this.restored = restored;
        this.maker = maker;
    }

    /** There is no reader yet. */
    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        context.callAsync(
                watch::ask,
                (id, fault) -> {
                    // What this was asked for is over: its answer, or the lack of one, tells
                    // nothing of the attempt that has followed.
                    if (!isClosed()) {
                        watch.judge(id, fault);
                        add(subtask);
                    }
                });
    }

    private void add(int subtask) {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = begun();
        if (enumerator != null && context.registeredReaders().containsKey(subtask)) {
            context.sendEventToSourceReader(subtask, new TopicVouched());
            enumerator.addReader(subtask);
        }
    }

    /** The enumerator, which has begun; nothing if this is closed. */
    private synchronized @Nullable SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState>
            begun() {
        if (made == null && !isClosed) {
            try {
                made = maker.make(restored.read());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            made.start();
            watch.begin(context);
        }
        return isClosed ? null : made;
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    private synchronized @Nullable SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState>
            made() {
        return made;
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = made();
        if (enumerator != null) {
            enumerator.handleSplitRequest(subtask, host);
        }
    }

    /** Before there was a reader, there is nothing that it could give back. */
    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = made();
        if (enumerator != null) {
            enumerator.addSplitsBack(splits, subtask);
        } else if (!splits.isEmpty()) {
            throw new IllegalStateException(
                    "Subtask " + subtask + " gives back " + splits + ", which it never had.");
        }
    }

    @Override
    public PartitionList snapshotState(long checkpoint) throws Exception {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = made();
        if (enumerator == null) {
            return restored;
        }
        KafkaSourceEnumState state = enumerator.snapshotState(checkpoint);
        return () -> state;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = made();
        if (enumerator != null) {
            enumerator.notifyCheckpointComplete(checkpoint);
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = made();
        if (enumerator != null) {
            enumerator.notifyCheckpointAborted(checkpoint);
        }
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = made();
        if (enumerator != null) {
            enumerator.handleSourceEvent(subtask, event);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        watch.close();
        if (made != null) {
            made.close();
        }
    }
}
