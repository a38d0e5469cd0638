package io.ratchet.job.resume;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.contract.TopicFacts;
import io.ratchet.job.message.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** What the topic has to be like that starts claim their job on. */
final class ClaimTopic {
    private static final List<String> RETENTIONS =
            List.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG);

    private ClaimTopic() {}

    /**
     * Looks at it.
     *
     * @param facts null where it does not exist
     * @param settings null where it does not exist
     * @return what its owner should know of it
     * @throws StartException if claims could not be told apart, or would be lost
     */
    static Optional<String> check(
            String topic, @Nullable TopicFacts facts, @Nullable Config settings) {
        if (facts != null && facts.partitionCount() != 1) {
            throw new StartException(
                    Message.of(
                            """
                            Topic '%s' has %s partitions, but the order of its records tells which \
                            start owns the job. Give the job another topics.prefix, or delete the \
                            topic where nothing was trained yet: the next start makes it with 1 \
                            partition.""",
                            topic, facts.partitionCount()));
        }
        return settings == null ? Optional.empty() : checkPolicy(topic, settings);
    }

    private static Optional<String> checkPolicy(String topic, Config settings) {
        List<String> policies =
                Arrays.stream(value(settings, TopicConfig.CLEANUP_POLICY_CONFIG).split(",", -1))
                        .map(String::strip)
                        .toList();
        for (String retention : RETENTIONS) {
            String limit = value(settings, retention);
            if (policies.contains(TopicConfig.CLEANUP_POLICY_DELETE) && !limit.startsWith("-")) {
                throw new StartException(
                        Message.of(
                                """
                                Topic '%s' deletes its records by age or size (cleanup.policy %s, \
                                %s %s), and with them what the runs have fixed and who owns the \
                                job: a later start would train them all over, or beside another \
                                one. Set cleanup.policy=compact on it ('kafka-configs.sh --alter \
                                --topic %s --add-config cleanup.policy=compact'), and start again.""",
                                topic, String.join(",", policies), retention, limit, topic));
            }
        }
        return policies.contains(TopicConfig.CLEANUP_POLICY_COMPACT)
                ? Optional.empty()
                : Optional.of(
                        Message.of(
                                """
                                Topic '%s' is not compacted: every start reads all that was ever \
                                written to it. Set cleanup.policy=compact on it.""",
                                topic));
    }

    private static String value(Config settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(entry -> entry.value()).orElse("");
    }
}
