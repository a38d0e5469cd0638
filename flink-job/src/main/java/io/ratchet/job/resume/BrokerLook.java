package io.ratchet.job.resume;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.contract.TopicFacts;
import io.ratchet.job.message.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What a start has to know of the broker, looked at once.
 *
 * @param topics those that the job reads and writes, by name
 * @param outputs settings of those that it writes, by name
 * @param transactionVersion the transaction protocol
 */
record BrokerLook(
        Map<String, TopicFacts> topics, Map<String, Config> outputs, int transactionVersion) {
    BrokerLook {
        topics = Map.copyOf(topics);
        outputs = Map.copyOf(outputs);
    }

    /**
     * Looks.
     *
     * @throws StartException if the broker does not answer
     */
    static BrokerLook at(JobConfiguration configuration, Map<String, String> clients) {
        Set<String> names = new HashSet<>();
        configuration.runs().forEach(run -> names.add(run.input().topic()));
        names.addAll(configuration.topics().all());
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            return new BrokerLook(
                    TopicFacts.of(admin, names),
                    settings(admin, configuration.topics()),
                    TransactionProtocol.version(admin));
        }
    }

    private static Map<String, Config> settings(Admin admin, TopicsConfiguration topics) {
        List<ConfigResource> resources =
                topics.all().stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Map<String, Config> settings = new HashMap<>();
        try {
            admin.describeConfigs(resources)
                    .all()
                    .get()
                    .forEach((resource, config) -> settings.put(resource.name(), config));
            return settings;
        } catch (ExecutionException e) {
            throw new StartException(
                    Message.of(
                            """
                            Cannot read the settings of %s: %s. The job's principal needs \
                            DescribeConfigs on its output topics.""",
                            resources, e.getCause()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while the output topics were looked at.", e);
        }
    }
}
