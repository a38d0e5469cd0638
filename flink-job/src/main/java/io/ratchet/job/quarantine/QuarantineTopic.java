package io.ratchet.job.quarantine;

import io.ratchet.job.record.CommittedRecords;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.record.QuarantineReader;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A quarantine topic, read from its beginning to the end that it has when the reading begins.
 *
 * @param clients properties of the Kafka client, with its bootstrap servers
 * @param name the topic; without entries if it does not exist
 */
public record QuarantineTopic(Map<String, String> clients, String name) {
    /** How the name of every such topic ends. */
    public static final String SUFFIX = ".quarantine";

    public QuarantineTopic {
        clients = Map.copyOf(clients);
    }

    /** Hands over every entry, in the topic's order. */
    public void read(Consumer<QuarantineEntry> taker) {
        QuarantineReader reader = new QuarantineReader();
        CommittedRecords.read(
                clients, name, record -> reader.read(record.value()).ifPresent(taker));
    }
}
