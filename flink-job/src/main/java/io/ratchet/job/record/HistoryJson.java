package io.ratchet.job.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.Resumption;
import io.ratchet.training.run.RunHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The history of a run as a field of a JSON record. */
final class HistoryJson {
    private HistoryJson() {}

    static void write(JsonGenerator json, RunHistory history) throws IOException {
        json.writeObjectFieldStart("history");
        json.writeNumberField("resumptions", history.resumptions());
        json.writeNumberField("omitted", history.omitted());
        json.writeArrayFieldStart("entries");
        for (Resumption entry : history.entries()) {
            json.writeStartObject();
            json.writeNumberField("number", entry.number());
            json.writeNumberField("step", entry.step());
            json.writeNumberField("time", entry.timeMillis());
            json.writeStringField("parent", entry.parent());
            json.writeArrayFieldStart("changes");
            for (Change change : entry.changes()) {
                json.writeStartObject();
                json.writeStringField("name", change.name());
                json.writeStringField("before", change.before());
                json.writeStringField("now", change.now());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static RunHistory read(JsonNode record) {
        JsonNode history = record.path("history");
        List<Resumption> entries = new ArrayList<>();
        for (JsonNode entry : history.path("entries")) {
            List<Change> changes = new ArrayList<>();
            for (JsonNode change : entry.path("changes")) {
                changes.add(
                        new Change(
                                change.path("name").asText(),
                                change.path("before").asText(),
                                change.path("now").asText()));
            }
            entries.add(
                    new Resumption(
                            entry.path("number").asLong(),
                            entry.path("step").asLong(),
                            entry.path("time").asLong(),
                            entry.path("parent").asText(),
                            changes));
        }
        return new RunHistory(
                history.path("resumptions").asLong(), history.path("omitted").asLong(), entries);
    }
}
