package io.ratchet.job.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/** What the sink tells of itself. <b>Threading</b>: one thread counts, others read. */
final class SinkMetrics {
    /** {@code ratchet status} shows it. */
    static final String AWAITED = "openTransactionsAwaitedSeconds";

    private final Counter dropped = new SimpleCounter();
    private volatile long awaitedSeconds;

    /** Puts them where Flink shows an operator's. */
    static SinkMetrics in(MetricGroup group) {
        SinkMetrics metrics = new SinkMetrics();
        group.counter("droppedAsCommitted", metrics.dropped);
        group.gauge(AWAITED, metrics::awaitedSeconds);
        return metrics;
    }

    /** A record was dropped, because it was committed before the sink began. */
    void countDropped() {
        dropped.inc();
    }

    /** How long the sink has waited until nothing is open on its topics; 0 when it does not. */
    void setAwaitedSeconds(long seconds) {
        awaitedSeconds = seconds;
    }

    long awaitedSeconds() {
        return awaitedSeconds;
    }
}
