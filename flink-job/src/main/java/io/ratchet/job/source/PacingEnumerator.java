package io.ratchet.job.source;

import io.ratchet.operator.IntakeBoard;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * Tells the readers of a run that stand still what the run has taken in meanwhile.
 *
 * <p><b>Threading</b>: the thread of the source's coordinator; what TRAIN posts, the job manager's
 * main thread only hands over. <b>On restore</b>: a reader that registers again asks again.
 */
final class PacingEnumerator extends ForwardingEnumerator<PartitionList> {
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Pacing pacing;
    private final IntakeBoard board;
    private final BooleanSupplier ended;
    private final CreditDesk desk = new CreditDesk();
    private final Runnable listener = this::handOver;

    /**
     * @param pacing which run is read
     * @param start the start's token
     * @param ended whether the readers are told to end
     */
    PacingEnumerator(
            SplitEnumerator<KafkaPartitionSplit, PartitionList> late,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Pacing pacing,
            String start,
            BooleanSupplier ended) {
        super(late);
        this.context = context;
        this.pacing = pacing;
        this.board = IntakeBoard.enter(start);
        this.ended = ended;
    }

    @Override
    public void start() {
        board.listen(pacing.run(), listener);
        super.start();
    }

    private void handOver() {
        try {
            context.runInCoordinatorThread(this::answer);
        } catch (RejectedExecutionException closed) {
            // The source's coordinator is being closed: its readers are gone.
        }
    }

    private void answer() {
        if (!ended.getAsBoolean()) {
            board.latest(pacing.run()).ifPresent(latest -> desk.answer(latest, this::send));
        }
    }

    private void send(int subtask, Credit credit) {
        if (context.registeredReaders().containsKey(subtask)) {
            context.sendEventToSourceReader(subtask, credit);
        }
    }

    /** What was asked before was asked by a task that is gone. */
    @Override
    public void addReader(int subtask) {
        desk.forget(subtask);
        super.addReader(subtask);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof CreditRequest request) {
            desk.asked(subtask, request);
            answer();
        } else {
            super.handleSourceEvent(subtask, event);
        }
    }

    @Override
    public void close() throws IOException {
        board.stopCalling(pacing.run(), listener);
        board.leave();
        super.close();
    }
}
