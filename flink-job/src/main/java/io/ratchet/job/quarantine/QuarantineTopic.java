package io.ratchet.job.quarantine;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.ForeignRecord;
import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.job.record.QuarantineReader;
import io.ratchet.job.record.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A quarantine topic, read from its beginning to the end that it has when the reading begins.
 *
 * @param clients properties of the Kafka client, with its bootstrap servers
 * @param name the topic; without entries if it does not exist
 */
public record QuarantineTopic(Map<String, String> clients, String name) {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineTopic.class);

    /** How the name of every such topic ends. */
    public static final String SUFFIX = ".quarantine";

    public QuarantineTopic {
        clients = Map.copyOf(clients);
    }

    /**
     * Hands over every entry, in the topic's order. Records of others are passed over.
     *
     * @return which those are, a sentence each
     */
    public List<String> read(Consumer<QuarantineEntry> taker) {
        QuarantineReader reader = new QuarantineReader();
        List<String> passedOver = new ArrayList<>();
        CommittedRecords.read(
                clients,
                name,
                record -> {
                    Optional<QuarantineEntry> entry = Optional.empty();
                    try {
                        entry = reader.read(record.value());
                    } catch (UnreadableRecordException foreign) {
                        passedOver.add(
                                Message.of(
                                        "Left out of account: %s. Nobody but its job may write there.",
                                        ForeignRecord.of(record, foreign).text()));
                    }
                    entry.ifPresent(taker);
                });
        passedOver.forEach(LOG::warn);
        return passedOver;
    }
}
