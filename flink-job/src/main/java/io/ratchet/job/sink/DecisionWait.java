package io.ratchet.job.sink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wait until everything on the output topics is committed or aborted. What the job had open is
 * fenced before, so that only others' transactions are waited for.
 */
final class DecisionWait {
    /** Others commit or abort within it, or somebody has to look. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(DecisionWait.class);
    private static final Duration FIRST_TOLD_AFTER = Duration.ofSeconds(5);
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(10);

    private final OutputTopics topics;
    private final SinkMetrics metrics;
    private final Duration patience;

    DecisionWait(OutputTopics topics, SinkMetrics metrics, Duration patience) {
        this.topics = topics;
        this.metrics = metrics;
        this.patience = patience;
    }

    /**
     * Returns where the topics ended when it was called, once everything before that is decided.
     *
     * @throws SinkException if it is not within the patience
     */
    Map<TopicPartition, Long> await() throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        Duration toldAt = FIRST_TOLD_AFTER;
        Map<TopicPartition, Long> ends = topics.ends();
        Map<TopicPartition, Long> decided = topics.decided();
        try {
            while (!reaches(decided, ends)) {
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);
                metrics.setAwaitedSeconds(waited.toSeconds());
                if (waited.compareTo(patience) > 0) {
                    throw SinkException.ofUndecided(waited, topics.open(decided));
                }
                if (waited.compareTo(toldAt) > 0) {
                    toldAt = waited.plus(TOLD_EVERY);
                    LOG.warn(
                            """
                            The sink has waited for {} s until nothing is open on its topics, and \
                            ends the job after {} s: {}. Readers of committed records wait too. \
                            Let its producer end it, or abort it with 'kafka-transactions.sh abort'""",
                            waited.toSeconds(),
                            patience.toSeconds(),
                            topics.open(decided));
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("while open transactions were awaited");
                }
                LockSupport.parkNanos(LOOKED_EVERY.toNanos());
                decided = topics.decided();
                // A topic that loses its end meanwhile would never come to it.
                topics.ends().forEach((at, now) -> ends.merge(at, now, Math::min));
            }
            return ends;
        } finally {
            metrics.setAwaitedSeconds(0);
        }
    }

    private static boolean reaches(
            Map<TopicPartition, Long> decided, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> decided.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
