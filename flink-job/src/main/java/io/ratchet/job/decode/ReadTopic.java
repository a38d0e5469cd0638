package io.ratchet.job.decode;

import java.io.Serializable;
import java.util.Map;

/**
 * A topic that is read.
 *
 * @param name the topic
 * @param clients properties of every Kafka client that asks for it
 */
public record ReadTopic(String name, Map<String, String> clients) implements Serializable {
    private static final long serialVersionUID = 1L;

    public ReadTopic {
        clients = Map.copyOf(clients);
    }
}
