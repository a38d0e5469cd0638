package io.ratchet.job.cluster;

import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.kafka.broker.EmbeddedBroker;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.kafka.topic.TopicChange;
import io.ratchet.kafka.topic.TopicException;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicExpiry;
import io.ratchet.kafka.topic.TopicPlan;
import io.ratchet.kafka.topic.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The broker of a configuration: one that runs by itself, or an embedded one, which processes that
 * use its folder at once have in common.
 *
 * <p><b>Owns</b> its part in the embedded broker. <b>Lifecycle</b>: until {@link #close()}.
 */
public final class KafkaAccess implements AutoCloseable {
    /**
     * A restart makes a dozen clients, and somebody waits for it: they do not set up some hundred
     * beans each, nor ask the broker whether it wants their metrics.
     */
    private static final Map<String, String> SPARING =
            Map.of("metric.reporters", "", "enable.metrics.push", "false");

    private final Map<String, String> clients;
    private final @Nullable EmbeddedBroker broker;

    private KafkaAccess(Map<String, String> clients, @Nullable EmbeddedBroker broker) {
        this.clients = Map.copyOf(clients);
        this.broker = broker;
    }

    /** Opens the way to a broker; starts it where it is embedded and no process runs it yet. */
    public static KafkaAccess open(BrokerConfiguration configuration) {
        Map<String, String> clients = new HashMap<>(SPARING);
        clients.putAll(configuration.properties());
        if (configuration instanceof BrokerConfiguration.Embedded embedded) {
            EmbeddedBroker broker = EmbeddedBroker.open(embedded.folder(), embedded.port());
            clients.put("bootstrap.servers", broker.bootstrapServers());
            return new KafkaAccess(clients, broker);
        }
        clients.put(
                "bootstrap.servers",
                ((BrokerConfiguration.Given) configuration).bootstrapServers());
        return new KafkaAccess(clients, null);
    }

    /** Properties of every Kafka client, with the bootstrap servers. */
    public Map<String, String> clients() {
        return clients;
    }

    /** Host and port of the brokers. */
    public String bootstrapServers() {
        return clients.getOrDefault("bootstrap.servers", "");
    }

    /** Whether this process, or another of the same folder, starts the broker itself. */
    public boolean isEmbedded() {
        return broker != null;
    }

    /** Host and port, and whose broker it is where another process runs it. */
    public String address() {
        OptionalLong host = broker == null ? OptionalLong.empty() : broker.host();
        return bootstrapServers()
                + (host.isPresent() ? " (run by process " + host.getAsLong() + ")" : "");
    }

    /** Makes the topics that the job writes, where they are missing; leaves others as they are. */
    public void makeOutputTopics(JobConfiguration configuration) {
        TopicsConfiguration topics = configuration.topics();
        List<TopicSpec> specs =
                RatchetTopics.of(topics.prefix()).specs(topics.replication()).stream()
                        .filter(
                                spec ->
                                        List.of(
                                                        topics.metrics(),
                                                        topics.runState(),
                                                        topics.quarantine())
                                                .contains(spec.name()))
                        .toList();
        try (Admin admin = admin()) {
            TopicExecutor executor = new TopicExecutor(admin);
            List<TopicChange> missing = new ArrayList<>();
            for (TopicChange change : executor.plan(specs, PartitionGrowth.REFUSED).changes()) {
                if (change instanceof TopicChange.Create) {
                    missing.add(change);
                }
            }
            executor.apply(new TopicPlan(missing));
        }
    }

    /**
     * What the broker removes from the topics that the runs read, and what that may cost; one
     * sentence for each. Nothing of a topic that does not exist, which the start refuses.
     */
    public List<String> inputLosses(JobConfiguration configuration) {
        Set<String> topics = new TreeSet<>();
        configuration.runs().forEach(run -> topics.add(run.input().topic()));
        List<String> losses = new ArrayList<>();
        try (Admin admin = admin()) {
            new TreeMap<>(new TopicExecutor(admin).states(topics))
                    .values()
                    .forEach(state -> losses.addAll(TopicExpiry.of(state).costs()));
        } catch (TopicException unanswered) {
            losses.add(
                    Message.of(
                            "Kafka does not tell what it removes from %s by itself: %s",
                            topics, unanswered.getMessage()));
        }
        return losses;
    }

    /** An admin client; its caller closes it. */
    public Admin admin() {
        return Admin.create(new HashMap<>(clients));
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
