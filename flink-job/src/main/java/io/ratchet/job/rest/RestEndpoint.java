package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.message.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
 * Flink's REST endpoint: questions and orders as JSON.
 *
 * <p>With high availability it has several addresses, one of each job manager. One that does not
 * lead asks the leader. One that is dead or frozen, or does not know of a leader, is passed over;
 * an order only where it is certain that it was not taken.
 *
 * <p><b>Threading</b>: any thread.
 */
public final class RestEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /** Flink may be busy, and there is nobody else to ask. */
    private static final Duration PATIENCE_WITH_ONE = Duration.ofSeconds(30);

    private static final Duration PATIENCE_WITH_SEVERAL = Duration.ofSeconds(5);
    private static final Duration ORDER_PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_ERROR_CODE = 400;
    private static final int NOT_FOUND = 404;
    private static final int NO_LEADER = 503;
    private static final String BOUNDARY = "ratchet-file";
    private static final String FILE_TYPE = "Content-Type: application/octet-stream\r\n\r\n";

    private final Supplier<List<URI>> addresses;
    private final Duration patience;
    private final HttpClient http;

    /** Who answered last is asked first: waiting for one that is frozen takes long. */
    private volatile @Nullable URI answering;

    /**
     * @param addresses where the web UIs of its job managers are; at least one
     */
    public RestEndpoint(List<URI> addresses) {
        this(addresses, addresses.size() == 1 ? PATIENCE_WITH_ONE : PATIENCE_WITH_SEVERAL);
    }

    /**
     * @param addresses where the web UIs of its job managers are; at least one
     * @param patience how long the answer to a question is waited for
     */
    public RestEndpoint(List<URI> addresses, Duration patience) {
        this(() -> addresses, patience);
    }

    /**
     * @param addresses where the web UIs of its job managers are now; at least one
     * @param patience how long the answer to a question is waited for
     */
    public RestEndpoint(Supplier<List<URI>> addresses, Duration patience) {
        this.addresses = addresses;
        this.patience = patience;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(
                                patience.compareTo(CONNECT_PATIENCE) < 0
                                        ? patience
                                        : CONNECT_PATIENCE)
                        .build();
    }

    /** Where the job manager is that answered last, or the first one. */
    URI address() {
        return inOrder().get(0);
    }

    /**
     * Asks.
     *
     * @param path what comes behind the address, with a slash in front
     * @throws UnreachableException if nobody answers
     * @throws NotFoundException if Flink does not know what it is asked for
     * @throws RestException if the answer is another error
     */
    public JsonNode get(String path) {
        return send(path, HttpRequest.newBuilder().GET().timeout(patience));
    }

    /** Asks where no answer is no fault, nor one that is an error. */
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (RestException noAnswer) {
            return Optional.empty();
        }
    }

    /** Gives an order; throws as {@link #get} does. */
    public JsonNode post(String path, JsonNode body) {
        return post(path, "application/json", BodyPublishers.ofString(body.toString()));
    }

    /** Gives an order that has no body; throws as {@link #get} does. */
    public JsonNode patch(String path) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .method("PATCH", BodyPublishers.noBody())
                        .timeout(ORDER_PATIENCE));
    }

    /**
     * Sends a file.
     *
     * @param field the name that Flink wants it under
     * @throws IOException if it cannot be read
     */
    public JsonNode upload(String path, String field, Path file) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head =
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                        .formatted(BOUNDARY, field, file.getFileName());
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(FILE_TYPE.getBytes(StandardCharsets.UTF_8));
        Files.copy(file, body);
        body.write("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
        return post(
                path,
                "multipart/form-data; boundary=" + BOUNDARY,
                BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private JsonNode post(String path, String type, BodyPublisher body) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", type)
                        .POST(body)
                        .timeout(ORDER_PATIENCE));
    }

    private List<URI> inOrder() {
        List<URI> bases = new ArrayList<>();
        for (URI address : addresses.get()) {
            String text = address.toString();
            bases.add(
                    text.endsWith("/")
                            ? URI.create(text.substring(0, text.length() - 1))
                            : address);
        }
        URI first = answering;
        if (first != null && bases.remove(first)) {
            bases.add(0, first);
        }
        return bases;
    }

    private JsonNode send(String path, HttpRequest.Builder builder) {
        List<URI> bases = inOrder();
        Exception silence = new RestException("no address is known");
        for (URI base : bases) {
            HttpRequest request = builder.uri(URI.create(base + path)).build();
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() != NO_LEADER) {
                    answering = base;
                    return answer(base, request, response);
                }
                silence = refusal(base, request, response);
            } catch (IOException e) {
                silence = e;
                if (!request.method().equals("GET") && !isUntaken(e)) {
                    throw new UnreachableException(List.of(base), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RestException("Interrupted while " + base + " was to answer.", e);
            }
        }
        throw new UnreachableException(bases, silence);
    }

    /** Whether nobody can have got the request. */
    private static boolean isUntaken(IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException;
    }

    private static JsonNode answer(URI base, HttpRequest request, HttpResponse<String> response) {
        if (response.statusCode() >= FIRST_ERROR_CODE) {
            throw refusal(base, request, response);
        }
        return parse(request, response.body());
    }

    private static RestException refusal(
            URI base, HttpRequest request, HttpResponse<String> response) {
        String message =
                Message.of(
                        "Flink at %s answers %s %s with %s: %s.",
                        base,
                        request.method(),
                        request.uri().getPath(),
                        response.statusCode(),
                        firstError(parse(request, response.body())));
        return response.statusCode() == NOT_FOUND
                ? new NotFoundException(message)
                : new RestException(message);
    }

    private static JsonNode parse(HttpRequest request, String body) {
        try {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (IOException e) {
            throw new RestException(
                    Message.of(
                            """
                            %s does not answer with JSON. Is it the web UI of a Flink? Say with \
                            --rest where that is.""",
                            request.uri()),
                    e);
        }
    }

    /** Flink gives stack traces; their first line says enough. */
    private static String firstError(JsonNode answer) {
        String text = answer.path("errors").path(0).asText("no reason given");
        return text.lines().findFirst().orElse(text);
    }
}
