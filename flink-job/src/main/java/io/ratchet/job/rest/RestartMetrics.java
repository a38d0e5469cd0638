package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.cluster.RestartNote;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics by which TRAIN's coordinator tells what a job restarts for. */
final class RestartMetrics {
    /** Before it stands the name of TRAIN's vertex, as Flink writes it in the names of metrics. */
    private static final String SCOPE = ".coordinator.";

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

    /**
     * Which of the metrics that Flink has are these, as it is asked for their values.
     *
     * @param known what it has
     */
    static String asked(JsonNode known) {
        List<String> asked = new ArrayList<>();
        for (JsonNode metric : known) {
            String id = metric.path("id").asText();
            if (NAMES.contains(name(id))) {
                asked.add(id);
            }
        }
        return URLEncoder.encode(String.join(",", asked), StandardCharsets.UTF_8);
    }

    private static String name(String id) {
        int at = id.lastIndexOf(SCOPE);
        return at < 0 ? "" : id.substring(at + SCOPE.length());
    }

    /** What Flink answers. */
    static Optional<RestartNote> read(JsonNode metrics) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode metric : metrics) {
            values.put(name(metric.path("id").asText()), metric.path("value").asText());
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
