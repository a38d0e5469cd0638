package io.ratchet.job.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a run has refused, as a field of a JSON record. */
final class RefusalJson {
    private RefusalJson() {}

    /**
     * Writes it.
     *
     * @param detailLength so many characters of each detail at most
     */
    static void write(JsonGenerator json, RefusalCounts refused, int detailLength)
            throws IOException {
        json.writeArrayFieldStart("refused");
        for (RefusalCount count : refused.byReason()) {
            json.writeStartObject();
            json.writeStringField("reason", count.reason());
            json.writeNumberField("records", count.records());
            json.writeNumberField("partition", count.partition());
            json.writeNumberField("offset", count.offset());
            json.writeStringField("detail", Shortened.text(count.detail(), detailLength));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static RefusalCounts read(JsonNode record) {
        List<RefusalCount> counts = new ArrayList<>();
        for (JsonNode count : record.path("refused")) {
            counts.add(
                    new RefusalCount(
                            count.path("reason").asText(),
                            count.path("records").asLong(),
                            count.path("partition").asInt(),
                            count.path("offset").asLong(),
                            count.path("detail").asText()));
        }
        return new RefusalCounts(counts);
    }
}
