package io.ratchet.job.resume;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.contract.ContractCheck;
import io.ratchet.job.message.Message;
import io.ratchet.kafka.topic.TopicExpiry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;

/** What a broker removes by itself from the topics with steps and refused records. */
final class OutputPolicies {
    private OutputPolicies() {}

    /**
     * Looks at them, as every start does at what it reads.
     *
     * @param settings of the output topics, by name
     * @param check is told what may be lost
     * @throws StartException if one keeps only the last record of each run
     */
    static void check(
            TopicsConfiguration topics, Map<String, Config> settings, ContractCheck check) {
        for (String topic : List.of(topics.metrics(), topics.quarantine())) {
            Config config = settings.get(topic);
            if (config != null) {
                check(TopicExpiry.of(topic, values(config)), check);
            }
        }
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        config.entries()
                .forEach(
                        entry -> {
                            if (entry.value() != null) {
                                values.put(entry.name(), entry.value());
                            }
                        });
        return values;
    }

    private static void check(TopicExpiry expiry, ContractCheck check) {
        if (expiry.isCompacted()) {
            throw new StartException(
                    Message.of(
                            """
                            Topic '%s' is compacted (cleanup.policy), and the key of its records \
                            is the run: of every run only the last one would be left. Readers \
                            would find gaps, and a start that goes on from an older checkpoint \
                            would report again what is gone. Set cleanup.policy=delete and \
                            retention.ms=-1 on it ('kafka-configs.sh --alter --topic %s \
                            --add-config cleanup.policy=delete,retention.ms=-1'), and start again.""",
                            expiry.topic(), expiry.topic()));
        }
        expiry.losses()
                .ifPresent(
                        losses ->
                                check.say(
                                        Message.of(
                                                """
                                        Topic '%s' %s. Who reads it later does not see that it was \
                                        there, and a start that goes on from a checkpoint before \
                                        it reports it again. Set retention.ms=-1 and \
                                        retention.bytes=-1 on it to keep all.""",
                                                expiry.topic(), losses)));
    }
}
