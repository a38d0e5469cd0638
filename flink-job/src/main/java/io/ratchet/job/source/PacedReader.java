package io.ratchet.job.source;

import io.ratchet.job.decode.RawRecord;
import io.ratchet.training.batch.PartitionIntake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads the partitions of a run no further ahead than TRAIN gives credit for: one of which more
 * than the read-ahead is on its way to TRAIN, or waits there for its turn, is paused. What is
 * counted is records: neither markers of transactions nor compaction, and no refusal for longer
 * than it is on its way.
 *
 * <p>It never stands still for good while data waits. The partition whose turn it is has nothing
 * that is held in TRAIN. What is on its way arrives by itself: Decode sends what it has after some
 * milliseconds, TRAIN tells its position after some more, and each is told to a reader that has
 * paused something, because that asks until it need not pause any more. So the count of that
 * partition comes down to 0, and it is read again.
 *
 * <p>How many records there are at most is {@link Pacing#mostAhead}, also across restarts: a task
 * begins to read when TRAIN has said that it holds everything that was read before.
 *
 * <p>It ends only when its last question is answered: Flink takes an event that does not reach its
 * task, because that has just finished, for a loss, and starts the job again. The end of a
 * partition is something that TRAIN takes in, so that there is an answer.
 *
 * <p>Flink's own watermark alignment (2.3.0) cannot be used. It sends its events also to a source
 * that had finished before a restart, and the job then fails again for ever.
 *
 * <p><b>Threading</b>: Flink's task thread. <b>On restore</b>: each partition stands where its
 * split begins, and waits for TRAIN to have come there.
 */
@SuppressWarnings("try") // Flink's readers may throw anything when they are closed
final class PacedReader extends ForwardingReader {
    private final int readAhead;
    private final Consumer<SourceEvent> enumerator;
    private final Map<Integer, PacedPartition> partitions = new HashMap<>();
    private ReaderOutput<RawRecord> wrapped;
    private PacedOutput output;
    private CompletableFuture<Void> credit = new CompletableFuture<>();
    private boolean isCovered = true;
    private boolean isAsking;
    private boolean isAtEnd;
    private long seen;
    private int polls;

    /**
     * @param kafka reads
     * @param readAhead records of one partition that may be on their way or waiting
     * @param enumerator is asked for credit
     */
    @SuppressWarnings("NullAway.Init") // the output comes with the first poll
    PacedReader(
            SourceReader<RawRecord, KafkaPartitionSplit> kafka,
            int readAhead,
            Consumer<SourceEvent> enumerator) {
        super(kafka);
        this.readAhead = readAhead;
        this.enumerator = enumerator;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            partitions.put(
                    split.getPartition(),
                    new PacedPartition(split.splitId(), split.getStartingOffset(), readAhead));
        }
        isCovered &= splits.isEmpty();
        super.addSplits(splits);
        if (!splits.isEmpty()) {
            askAnew();
        }
    }

    /**
     * What is known already says nothing of partitions that have just come, and would not be told
     * again before something moves: which may be what waits for them.
     */
    private void askAnew() {
        seen = 0;
        if (isAsking) {
            isAsking = false;
            ask();
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> next) throws Exception {
        if (!isCovered) {
            ask();
            return waitForCredit();
        }
        if (!next.equals(wrapped)) {
            wrapped = next;
            output = new PacedOutput(next, partitions);
        }
        InputStatus status = super.pollNext(output);
        if (++polls >= Pacing.step(readAhead) || status != InputStatus.MORE_AVAILABLE) {
            polls = 0;
            pace();
        }
        isAtEnd = status == InputStatus.END_OF_INPUT;
        return isAtEnd && isAsking ? waitForCredit() : status;
    }

    private InputStatus waitForCredit() {
        if (credit.isDone()) {
            credit = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return isCovered && !isAtEnd ? super.isAvailable() : credit;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof Credit told)) {
            super.handleSourceEvents(event);
            return;
        }
        isAsking = false;
        seen = told.version();
        for (PartitionIntake intake : told.partitions()) {
            PacedPartition partition = partitions.get(intake.partition());
            if (partition != null) {
                partition.taken(intake.position(), intake.held());
            }
        }
        isCovered = partitions.values().stream().allMatch(PacedPartition::isCovered);
        if (isCovered) {
            credit.complete(null);
            pace();
        } else {
            ask();
        }
    }

    /** A reader that waits for credit is woken up, because it may have to end. */
    @Override
    public void notifyNoMoreSplits() {
        super.notifyNoMoreSplits();
        credit.complete(null);
    }

    private void ask() {
        if (!isAsking) {
            isAsking = true;
            enumerator.accept(new CreditRequest(seen));
        }
    }

    private void pace() {
        List<String> paused = new ArrayList<>();
        List<String> resumed = new ArrayList<>();
        boolean stands = false;
        for (PacedPartition partition : partitions.values()) {
            long ahead = partition.ahead();
            if (!partition.isPaused() && ahead > readAhead) {
                partition.setPaused(true);
                paused.add(partition.split());
            } else if (partition.isPaused() && ahead <= readAhead / 2) {
                partition.setPaused(false);
                resumed.add(partition.split());
            }
            stands |= partition.isPaused();
        }
        if (!paused.isEmpty() || !resumed.isEmpty()) {
            super.pauseOrResumeSplits(paused, resumed);
        }
        if (stands) {
            ask();
        }
    }
}
