package io.ratchet.drill.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.cluster.FlinkRest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Flink's REST interface, at whichever job manager answers: one that does not lead asks the leader,
 * one that is dead or frozen is passed over. <b>Threading</b>: one thread.
 */
final class RestClient {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST_SUBMISSION = Duration.ofSeconds(60);
    private static final String BOUNDARY = "ratchet-drill-jar";

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(LONGEST_ANSWER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final FlinkRest reader = new FlinkRest(LONGEST_ANSWER);
    private final ObjectMapper json = new ObjectMapper();
    private final Supplier<List<URI>> addresses;

    /** Who answered last is asked first: waiting for one that is frozen takes long. */
    private @Nullable URI answering;

    /**
     * @param addresses of the job managers now
     */
    RestClient(Supplier<List<URI>> addresses) {
        this.addresses = addresses;
    }

    /** What the first job manager says that answers; empty if none does. */
    Optional<JsonNode> get(String path) {
        for (URI base : bases()) {
            Optional<JsonNode> answer = get(base, path);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    /** Whether each job manager has an answer to a path. */
    boolean allAnswer(String path) {
        return addresses.get().stream().allMatch(base -> get(base, path).isPresent());
    }

    private List<URI> bases() {
        List<URI> bases = new ArrayList<>(addresses.get());
        if (answering != null && bases.remove(answering)) {
            bases.add(0, answering);
        }
        return bases;
    }

    private Optional<JsonNode> get(URI base, String path) {
        Optional<JsonNode> answer = reader.get(base, path);
        if (answer.isPresent()) {
            answering = base;
        }
        return answer;
    }

    /**
     * Sends a command.
     *
     * @throws DrillException if no job manager takes it; says what each answered
     */
    JsonNode post(String path, Object body) {
        try {
            byte[] bytes = json.writeValueAsBytes(body);
            return command(
                    path,
                    base ->
                            HttpRequest.newBuilder(base.resolve(path))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        } catch (IOException e) {
            throw new DrillException("Cannot write the request for " + path, e);
        }
    }

    /** Cancels a job. */
    void cancel(String job) {
        command(
                "/jobs/" + job,
                base ->
                        HttpRequest.newBuilder(base.resolve("/jobs/" + job + "?mode=cancel"))
                                .method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }

    /** Uploads a jar; returns its id. */
    String upload(Path jar) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(
                    ("--"
                                    + BOUNDARY
                                    + "\r\nContent-Disposition: form-data; name=\"jarfile\";"
                                    + " filename=\""
                                    + jar.getFileName()
                                    + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            Files.copy(jar, body);
            body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] bytes = body.toByteArray();
            String stored =
                    command(
                                    "/jars/upload",
                                    base ->
                                            HttpRequest.newBuilder(base.resolve("/jars/upload"))
                                                    .header(
                                                            "Content-Type",
                                                            "multipart/form-data; boundary="
                                                                    + BOUNDARY)
                                                    .POST(
                                                            HttpRequest.BodyPublishers.ofByteArray(
                                                                    bytes)))
                            .path("filename")
                            .asText();
            return stored.substring(stored.lastIndexOf('/') + 1);
        } catch (IOException e) {
            throw new DrillException("Cannot read '" + jar + "' to upload it", e);
        }
    }

    /** Makes a request for a job manager. */
    private interface RequestMaker {
        HttpRequest.Builder make(URI base);
    }

    private JsonNode command(String what, RequestMaker maker) {
        StringBuilder answers = new StringBuilder();
        for (URI base : bases()) {
            try {
                HttpResponse<byte[]> answer =
                        send(maker.make(base).timeout(LONGEST_SUBMISSION).build());
                if (answer.statusCode() / 100 == 2) {
                    return json.readTree(answer.body());
                }
                answers.append(base)
                        .append(" answers ")
                        .append(answer.statusCode())
                        .append(": ")
                        .append(new String(answer.body(), StandardCharsets.UTF_8))
                        .append(". ");
            } catch (IOException notThere) {
                answers.append(base).append(": ").append(notThere).append(". ");
            }
        }
        throw new DrillException("No job manager takes the request " + what + ". " + answers);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking " + request.uri(), e);
        }
    }
}
