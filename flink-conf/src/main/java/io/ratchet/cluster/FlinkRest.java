package io.ratchet.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads from Flink's REST interface. */
final class FlinkRest {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(LONGEST_ANSWER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final ObjectMapper json = new ObjectMapper();

    /** What it answers, if it does. */
    Optional<JsonNode> get(URI base, String path) {
        try {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(base.resolve(path))
                                    .timeout(LONGEST_ANSWER)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? Optional.of(json.readTree(answer.body()))
                    : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
