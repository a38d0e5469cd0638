package io.ratchet.job.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads whole entries off the quarantine topic, record by record, in the topic's order. */
public final class QuarantineReader {
    private final PartJoiner parts = new PartJoiner();

    /**
     * Reads the next record.
     *
     * @return the entry, with its last record
     * @throws UnreadableRecordException if it cannot be read
     */
    public Optional<QuarantineEntry> read(byte @Nullable [] value) {
        if (value == null) {
            throw new UnreadableRecordException("it has no value");
        }
        JsonNode node = QuarantineEntry.node(value);
        QuarantineEntry entry = QuarantineEntry.decode(node);
        // Decode's records come between those of a batch, but are never in parts themselves.
        return parts.join(
                        entry.kind()
                                + "/"
                                + entry.generation()
                                + "/"
                                + node.path("instance").asText()
                                + "/"
                                + node.path("attemptedStep").asLong(),
                        Part.read(node),
                        entry.places())
                .map(entry::withPlaces);
    }
}
