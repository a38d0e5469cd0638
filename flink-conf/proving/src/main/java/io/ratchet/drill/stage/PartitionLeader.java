package io.ratchet.drill.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;

/** Asks Kafka which broker leads the first partition of a topic. */
record PartitionLeader(Map<String, String> clients, String topic) {
    /** The broker's id; empty while none leads or nobody answers. */
    Optional<Integer> id() {
        try (Admin admin = Admin.create(Map.copyOf(clients))) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next();
            Node leader = description.partitions().get(0).leader();
            return Optional.ofNullable(leader).map(Node::id);
        } catch (ExecutionException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
