package io.ratchet.kafka.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics from a cluster and carries plans out on it. The {@link Admin} client stays its
 * owner's.
 */
public final class TopicExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(TopicExecutor.class);
    private static final long ANSWER_SECONDS = 30;
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final Admin admin;

    /** An executor on the cluster that the client is connected to. */
    public TopicExecutor(Admin admin) {
        this.admin = admin;
    }

    /** What would have to change for the topics to be what they should be; changes nothing. */
    public TopicPlan plan(List<TopicSpec> desired, PartitionGrowth partitionGrowth) {
        Set<String> names = desired.stream().map(TopicSpec::name).collect(Collectors.toSet());
        return new TopicPlanner(partitionGrowth).plan(desired, states(names));
    }

    /** The plan as text, one line for each topic and change. */
    public String describe(List<TopicSpec> desired, PartitionGrowth partitionGrowth) {
        return plan(desired, partitionGrowth).text();
    }

    /**
     * Plans and carries the plan out: what {@code plan} and {@code apply} do one after the other.
     */
    public TopicPlan create(List<TopicSpec> desired, PartitionGrowth partitionGrowth) {
        TopicPlan plan = plan(desired, partitionGrowth);
        apply(plan);
        return plan;
    }

    /**
     * Carries a plan out: new topics first, then partitions, then settings.
     *
     * @throws TopicException if the plan has refusals (nothing is done then) or Kafka refuses
     */
    public void apply(TopicPlan plan) {
        if (!plan.refusals().isEmpty()) {
            throw new TopicException(
                    "The topics cannot be changed as asked; nothing was changed.\n" + plan.text());
        }
        List<NewTopic> newTopics = new ArrayList<>();
        Map<String, NewPartitions> newPartitions = new HashMap<>();
        Map<ConfigResource, Collection<AlterConfigOp>> alterations = new HashMap<>();
        for (TopicChange change : plan.changes()) {
            if (change instanceof TopicChange.Create create) {
                TopicSpec spec = create.spec();
                newTopics.add(
                        new NewTopic(
                                        spec.name(),
                                        spec.partitions(),
                                        (short) spec.replicationFactor())
                                .configs(spec.configuration()));
            } else if (change instanceof TopicChange.AddPartitions add) {
                newPartitions.put(add.topic(), NewPartitions.increaseTo(add.to()));
            } else if (change instanceof TopicChange.AlterConfiguration alter) {
                alterations.put(resource(alter.topic()), operations(alter));
            }
        }
        if (!newTopics.isEmpty()) {
            answer("create topics", admin.createTopics(newTopics).all());
        }
        if (!newPartitions.isEmpty()) {
            answer("add partitions", admin.createPartitions(newPartitions).all());
        }
        if (!newTopics.isEmpty() || !newPartitions.isEmpty()) {
            awaitLeaders(newTopics, newPartitions);
        }
        if (!alterations.isEmpty()) {
            answer("change settings", admin.incrementalAlterConfigs(alterations).all());
        }
        LOG.info(
                "Topics: {} change(s) looked at, carried out:\n{}",
                plan.changes().size(),
                plan.text());
    }

    /**
     * Waits until every new partition is led. One that is not may refuse a producer's first batch
     * and take the batches behind it; the producer then retries the first one in vain until it
     * gives up (KAFKA-15591). A broker that is busy may even answer that it has not heard of the
     * topic yet.
     */
    private void awaitLeaders(List<NewTopic> topics, Map<String, NewPartitions> grown) {
        Map<String, Integer> partitions = new HashMap<>();
        topics.forEach(topic -> partitions.put(topic.name(), topic.numPartitions()));
        grown.forEach((topic, to) -> partitions.put(topic, to.totalCount()));
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(
                (topic, count) -> {
                    for (int partition = 0; partition < count; partition++) {
                        asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                    }
                });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (true) {
            try {
                answer("lead the new partitions", admin.listOffsets(asked).all());
                return;
            } catch (TopicException refused) {
                boolean unheardOf = refused.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unheardOf || System.nanoTime() > deadline) {
                    throw refused;
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    /** The names of all topics, without those that the broker keeps for itself. */
    public Set<String> names() {
        return answer("list topics", admin.listTopics().names());
    }

    /** The topics that exist among the names, by name. */
    public Map<String, TopicState> states(Set<String> names) {
        Set<String> existing = names();
        List<String> found = names.stream().filter(existing::contains).sorted().toList();
        Map<String, TopicDescription> descriptions =
                answer("describe topics", admin.describeTopics(found).allTopicNames());
        Map<ConfigResource, Config> settings =
                answer(
                        "read settings",
                        admin.describeConfigs(found.stream().map(TopicExecutor::resource).toList())
                                .all());
        Map<String, TopicState> states = new HashMap<>();
        descriptions.forEach(
                (name, description) -> {
                    Map<String, String> configuration = new HashMap<>();
                    Config config = settings.get(resource(name));
                    if (config != null) {
                        for (ConfigEntry entry : config.entries()) {
                            if (entry.value() != null) {
                                configuration.put(entry.name(), entry.value());
                            }
                        }
                    }
                    states.put(
                            name,
                            new TopicState(
                                    name,
                                    description.partitions().size(),
                                    description.partitions().get(0).replicas().size(),
                                    configuration));
                });
        return states;
    }

    private static List<AlterConfigOp> operations(TopicChange.AlterConfiguration alter) {
        List<AlterConfigOp> operations = new ArrayList<>();
        alter.settings()
                .forEach(
                        (name, setting) ->
                                operations.add(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, setting.to()),
                                                AlterConfigOp.OpType.SET)));
        return operations;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static <T> T answer(String what, KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new TopicException(
                    "Kafka refused to "
                            + what
                            + ": "
                            + cause.getMessage()
                            + ". Describe the topics"
                            + " again: somebody else may have changed them.",
                    cause);
        } catch (TimeoutException silent) {
            throw new TopicException(
                    "Kafka did not "
                            + what
                            + " within "
                            + ANSWER_SECONDS
                            + " s. Is the broker up, and its address right?",
                    silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TopicException("Interrupted while waiting to " + what, interrupted);
        }
    }
}
