package io.ratchet.job.sink;

import io.ratchet.job.record.Position;
import io.ratchet.job.record.Track;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a topic stands when a writer begins.
 *
 * @param continuation what continues it
 * @param passed what the restored checkpoint's transactions had come to
 * @param end where it ends, by partition
 */
record TopicStand(Continuation continuation, PassedTracks passed, Map<Integer, Long> end) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicStand.class);

    /**
     * Finds it.
     *
     * @param settle aborts what nobody will commit
     * @param passOver marks the restored checkpoint with a reason; returns what came of it
     */
    static TopicStand find(
            TopicTask<?> task,
            WriterStart start,
            CommittedTail tail,
            Runnable settle,
            UnaryOperator<String> passOver)
            throws InterruptedException {
        if (start.kafka().isEmpty() && task.start().isAfresh()) {
            // Or readers would not see what comes behind what another generation has left open.
            settle.run();
            Map<Integer, Long> end = tail.end();
            return new TopicStand(Continuation.OF_NOTHING, PassedTracks.from(end), end);
        }
        Map<Track, TopicMemory.Mark> restored =
                start.memory().map(TopicMemory::tracks).orElse(Map.of());
        Map<Track, Position> committed =
                tail.committed(
                        start.memory().map(TopicMemory::since).orElse(Map.of()),
                        task.order(),
                        task.patience(),
                        settle);
        List<String> lost = Continuation.lost(restored, committed);
        if (!lost.isEmpty()) {
            throw new SuppressRestartsException(
                    LostTransactionException.of(task.topic(), lost, passOver));
        }
        Continuation continuation = Continuation.of(restored, committed);
        refuseOtherBatches(task, continuation);
        if (continuation.isFallback()) {
            LOG.warn(
                    "Goes on from an older checkpoint: what is on {} is computed again and not"
                            + " reported again: {}",
                    task.topic(),
                    continuation);
        }
        Map<Integer, Long> end = tail.end();
        return new TopicStand(
                continuation,
                start.memory().map(PassedTracks::restore).orElseGet(() -> PassedTracks.from(end)),
                end);
    }

    private static void refuseOtherBatches(TopicTask<?> task, Continuation continuation) {
        for (String run : continuation.runs()) {
            if (task.arrivalRuns().contains(run)) {
                throw new SuppressRestartsException(
                        new FallenBehindException(run, task.topic(), continuation));
            }
        }
    }
}
