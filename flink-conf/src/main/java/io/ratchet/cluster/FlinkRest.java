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

/** Reads from Flink's REST interface, where one that does not answer is no fault. */
public final class FlinkRest {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

    private final ObjectMapper json = new ObjectMapper();
    private final Duration patience;
    private final HttpClient client;

    FlinkRest() {
        this(USUAL_PATIENCE);
    }

    /**
     * @param patience how long a connection, and how long an answer, is waited for
     */
    public FlinkRest(Duration patience) {
        this.patience = patience;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(patience)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
    }

    /** What it answers, if it does. */
    public Optional<JsonNode> get(URI base, String path) {
        try {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(base.resolve(path)).timeout(patience).build(),
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
