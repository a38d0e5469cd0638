package io.ratchet.job.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * The metrics of an embedded cluster as they are now. The REST interface would show them some ten
 * seconds late.
 *
 * <p>There is one for the process: two embedded clusters at once would mix.
 */
public final class LiveMetrics implements MetricReporter {
    private static final Map<String, Metric> METRICS = new ConcurrentHashMap<>();

    private final Set<Metric> own = Collections.newSetFromMap(new ConcurrentHashMap<>());

    LiveMetrics() {}

    /**
     * The largest value of a metric over all subtasks.
     *
     * @param scope a part of the metric's full name, such as an operator's name
     * @param name the metric's own name, such as {@code step}
     */
    public static OptionalDouble largest(String scope, String name) {
        double largest = Double.NEGATIVE_INFINITY;
        boolean found = false;
        for (Map.Entry<String, Metric> entry : METRICS.entrySet()) {
            if (entry.getKey().endsWith("." + name) && entry.getKey().contains(scope)) {
                double value = value(entry.getValue());
                if (!Double.isNaN(value)) {
                    largest = Math.max(largest, value);
                    found = true;
                }
            }
        }
        return found ? OptionalDouble.of(largest) : OptionalDouble.empty();
    }

    /** The sum of a metric over all subtasks. */
    public static double sum(String scope, String name) {
        double sum = 0;
        for (Map.Entry<String, Metric> entry : METRICS.entrySet()) {
            if (entry.getKey().endsWith("." + name) && entry.getKey().contains(scope)) {
                double value = value(entry.getValue());
                sum += Double.isNaN(value) ? 0 : value;
            }
        }
        return sum;
    }

    private static double value(Metric metric) {
        if (metric instanceof Gauge<?> gauge) {
            return gauge.getValue() instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return metric instanceof Meter meter ? meter.getRate() : Double.NaN;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        // A cluster that closes late must not take its successor's metrics along.
        METRICS.values().removeAll(own);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        own.add(metric);
        METRICS.put(group.getMetricIdentifier(metricName), metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        own.remove(metric);
        METRICS.remove(group.getMetricIdentifier(metricName), metric);
    }
}
