package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The metrics of TRAIN's side in the job manager. */
final class CoordinatorMetrics {
    /** Before it stands the name of TRAIN's vertex, as Flink writes it in the names of metrics. */
    private static final String SCOPE = ".coordinator.";

    private CoordinatorMetrics() {}

    /**
     * Which of the metrics that Flink has are wanted, as it is asked for their values.
     *
     * @param known what it has
     * @param names what is wanted
     */
    static String asked(JsonNode known, List<String> names) {
        List<String> asked = new ArrayList<>();
        for (JsonNode metric : known) {
            String id = metric.path("id").asText();
            if (names.contains(name(id))) {
                asked.add(id);
            }
        }
        return URLEncoder.encode(String.join(",", asked), StandardCharsets.UTF_8);
    }

    private static String name(String id) {
        int at = id.lastIndexOf(SCOPE);
        return at < 0 ? "" : id.substring(at + SCOPE.length());
    }

    /** What Flink answers, by name. */
    static Map<String, String> read(JsonNode metrics) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode metric : metrics) {
            values.put(name(metric.path("id").asText()), metric.path("value").asText());
        }
        return values;
    }
}
