package io.ratchet.drill.stage;

import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.LoadException;
import io.ratchet.kafka.loader.LoadListener;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.loader.ShippedData;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts flights on the topic at a steady rate, until it is closed. What counts is what is on the
 * topic, so that a loader which a broker's death has made give up is followed by another.
 *
 * <p><b>Owns</b> a thread. <b>Threading</b>: any.
 */
final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final Thread thread;
    private volatile @Nullable Exception lastFailure;

    private Feed(Map<String, String> clients, String topic, double rowsPerSecond) {
        Map<String, Object> properties = new HashMap<>(clients);
        // A broker that is away for minutes is one of the drills.
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 600_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 600_000);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        LoadOptions options =
                new LoadOptions(
                        topic,
                        new PartitionSpread.RoundRobin(),
                        OptionalDouble.of(rowsPerSecond),
                        OptionalLong.empty(),
                        Integer.MAX_VALUE);
        thread = new Thread(() -> feed(new FileLoader(properties), options), "feed " + topic);
        thread.setDaemon(true);
    }

    static Feed start(Map<String, String> clients, String topic, double rowsPerSecond) {
        Feed feed = new Feed(clients, topic, rowsPerSecond);
        feed.thread.start();
        return feed;
    }

    private void feed(FileLoader loader, LoadOptions options) {
        try {
            while (true) {
                loadOnce(loader, options);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void loadOnce(FileLoader loader, LoadOptions options) throws InterruptedException {
        try {
            loader.load(
                    RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001),
                    options,
                    LoadListener.NONE);
        } catch (LoadException e) {
            LOG.warn("Feeds the topic anew", e);
            lastFailure = e;
        }
    }

    /** How it fares, for whoever waits for steps in vain. */
    @Override
    public String toString() {
        Exception last = lastFailure;
        return last == null ? "the topic is fed" : "feeding the topic failed last with " + last;
    }

    @Override
    public void close() {
        thread.interrupt();
        Threads.awaitEnd(thread);
    }
}
