package io.ratchet.tests.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Keeps the admin client of a source's enumerator from being made, as long as a test wants it, with
 * what Kafka says where the name service does not answer. Kafka's clients make it themselves.
 */
public final class RefusedAdmin implements MetricsReporter {
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();
    private static volatile boolean isRefused;

    /** Refuses from now on, and counts anew. */
    public static void refuse() {
        ATTEMPTS.set(0);
        isRefused = true;
    }

    public static void allow() {
        isRefused = false;
    }

    /** How often it was refused. */
    public static int attempts() {
        return ATTEMPTS.get();
    }

    /** What the clients of a source have to be told. */
    public static Map<String, String> properties() {
        return Map.of(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, RefusedAdmin.class.getName());
    }

    @Override
    public void configure(Map<String, ?> settings) {
        String client = String.valueOf(settings.get(CommonClientConfigs.CLIENT_ID_CONFIG));
        if (isRefused && client.endsWith("-enumerator-admin-client")) {
            ATTEMPTS.incrementAndGet();
            throw new ConfigException("No resolvable bootstrap urls given in bootstrap.servers");
        }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}
