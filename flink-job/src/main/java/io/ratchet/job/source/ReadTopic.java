package io.ratchet.job.source;

import java.io.Serializable;
import java.util.Map;

/**
 * A topic that is read.
 *
 * @param name the topic
 * @param id Kafka's id of the topic that the job was planned on; empty where that was another one
 *     with the same records
 * @param clients properties of every Kafka client that asks for it
 */
public record ReadTopic(String name, String id, Map<String, String> clients)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public ReadTopic {
        clients = Map.copyOf(clients);
    }
}
