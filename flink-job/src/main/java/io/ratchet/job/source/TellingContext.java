package io.ratchet.job.source;

import io.ratchet.operator.failure.FailureDesk;
import io.ratchet.operator.failure.Place;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * What a source's enumerator fails with is told before Flink restarts the job for it: Flink tells
 * the other coordinators of a job that it restarts, and not why.
 */
final class TellingContext implements SplitEnumeratorContext<KafkaPartitionSplit> {
    private final SplitEnumeratorContext<KafkaPartitionSplit> flink;
    private final String start;

    /**
     * @param start tells the start of the job apart from all others
     */
    TellingContext(SplitEnumeratorContext<KafkaPartitionSplit> flink, String start) {
        this.flink = flink;
        this.start = start;
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        flink.callAsync(callable, telling(handler));
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable,
            BiConsumer<T, Throwable> handler,
            long initialDelayMillis,
            long periodMillis) {
        flink.callAsync(callable, telling(handler), initialDelayMillis, periodMillis);
    }

    private <T> BiConsumer<T, Throwable> telling(BiConsumer<T, Throwable> handler) {
        return (result, fault) -> telling(() -> handler.accept(result, fault));
    }

    /** Runs something in the coordinator, and tells what it fails with. */
    void telling(Runnable runnable) {
        try {
            runnable.run();
        } catch (RuntimeException | Error failure) {
            FailureDesk.tell(start, Place.JOB_MANAGER, failure);
            throw failure;
        }
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return flink.metricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        flink.sendEventToSourceReader(subtask, event);
    }

    @Override
    public int currentParallelism() {
        return flink.currentParallelism();
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return flink.registeredReaders();
    }

    @Override
    public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
        flink.assignSplits(assignment);
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        flink.signalNoMoreSplits(subtask);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        flink.runInCoordinatorThread(() -> telling(runnable));
    }

    @Override
    public void setIsProcessingBacklog(boolean isProcessingBacklog) {
        flink.setIsProcessingBacklog(isProcessingBacklog);
    }
}
