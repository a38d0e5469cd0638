package io.ratchet.job.contract;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.message.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which topic stands under a name now.
 *
 * @param id Kafka's id: a topic that is deleted and made again has another
 * @param partitionCount how many partitions it has
 */
public record TopicFacts(String id, int partitionCount) {
    /**
     * Looks at topics.
     *
     * @param admin asks the broker
     * @return by name; without those that do not exist
     * @throws StartException if the broker does not answer
     */
    public static Map<String, TopicFacts> of(Admin admin, Collection<String> topics) {
        Map<String, TopicFacts> facts = new HashMap<>();
        try {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                    admin.describeTopics(topics).topicNameValues().entrySet()) {
                try {
                    TopicDescription description = topic.getValue().get();
                    facts.put(
                            topic.getKey(),
                            new TopicFacts(
                                    description.topicId().toString(),
                                    description.partitions().size()));
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw new StartException(
                                Message.of(
                                        """
                                        Cannot tell which topic '%s' is: %s. Another one of its \
                                        name would be trained on as if it were the same; look at \
                                        the broker and start again.""",
                                        topic.getKey(), e.getMessage()),
                                e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while topics were looked at.", e);
        }
        return facts;
    }

    /** As a part of a contract. */
    String text() {
        return id + " with " + partitionCount + " partitions";
    }
}
