package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.cluster.RestartNote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The metrics by which TRAIN's coordinator tells what a job restarts for. */
final class RestartMetrics {
    private static final String SCOPE = "TRAIN.coordinator.";
    private static final List<String> NAMES =
            List.of(
                    "restartCase",
                    "restartPlace",
                    "restartRuling",
                    "restartCause",
                    "restartInstruction",
                    "restartsWithoutProgress",
                    "restartOutlook");

    private RestartMetrics() {}

    /** Their names, as Flink is asked for them. */
    static String asked() {
        return NAMES.stream().map(SCOPE::concat).collect(Collectors.joining(","));
    }

    /** What Flink answers. */
    static Optional<RestartNote> read(JsonNode metrics) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode metric : metrics) {
            String id = metric.path("id").asText();
            if (id.startsWith(SCOPE)) {
                values.put(id.substring(SCOPE.length()), metric.path("value").asText());
            }
        }
        if (values.getOrDefault("restartCase", "").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RestartNote(
                        values.getOrDefault("restartCase", ""),
                        values.getOrDefault("restartPlace", ""),
                        values.getOrDefault("restartRuling", ""),
                        values.getOrDefault("restartCause", ""),
                        values.getOrDefault("restartInstruction", ""),
                        Long.parseLong(values.getOrDefault("restartsWithoutProgress", "0")),
                        values.getOrDefault("restartOutlook", "")));
    }
}
