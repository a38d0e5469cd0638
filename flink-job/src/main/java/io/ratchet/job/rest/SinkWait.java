package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.OperatorNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How long a job's sink has waited until nothing is open on its topics, as its metric tells. */
final class SinkWait {
    private static final String METRIC = ".openTransactionsAwaitedSeconds";

    private SinkWait() {}

    /**
     * Asks for it.
     *
     * @return the seconds; 0 where it does not wait, or Flink does not know
     */
    static long seconds(RestEndpoint endpoint, String job) {
        for (JsonNode vertex : endpoint.get(job).path("vertices")) {
            if (vertex.path("name").asText().startsWith(OperatorNames.WRITES)) {
                return seconds(
                        endpoint,
                        job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics",
                        METRIC);
            }
        }
        return 0;
    }

    private static long seconds(RestEndpoint endpoint, String metrics, String name) {
        for (JsonNode metric : endpoint.get(metrics)) {
            String id = metric.path("id").asText();
            if (id.endsWith(name)) {
                String asked = URLEncoder.encode(id, StandardCharsets.UTF_8);
                return (long)
                        endpoint.get(metrics + "?agg=max&get=" + asked)
                                .path(0)
                                .path("max")
                                .asDouble();
            }
        }
        return 0;
    }
}
