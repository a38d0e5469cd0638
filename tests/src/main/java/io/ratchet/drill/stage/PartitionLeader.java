package io.ratchet.drill.stage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;

/** Asks Kafka which broker leads the first partition of a topic. */
record PartitionLeader(Map<String, String> clients, String topic) {
    private static final int NONE = -1;

    /** The broker's id, or −1 while none leads or nobody answers. */
    int id() throws InterruptedException {
        try (Admin admin = Admin.create(Map.copyOf(clients))) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next();
            Node leader = description.partitions().get(0).leader();
            return leader == null ? NONE : leader.id();
        } catch (ExecutionException nobody) {
            return NONE;
        }
    }
}
