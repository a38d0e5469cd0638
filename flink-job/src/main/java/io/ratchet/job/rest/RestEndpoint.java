package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Flink's REST endpoint: questions and orders as JSON.
 *
 * <p><b>Threading</b>: any thread.
 */
final class RestEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_ERROR_CODE = 400;

    private final URI address;
    private final HttpClient http;

    /**
     * @param address where the web UI is
     */
    RestEndpoint(URI address) {
        String text = address.toString();
        this.address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(CONNECT_PATIENCE)
                        .build();
    }

    URI address() {
        return address;
    }

    /**
     * Asks.
     *
     * @param path what comes behind the address, with a slash in front
     * @throws UnreachableException if nobody answers
     * @throws RestException if the answer is an error
     */
    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    /** Gives an order; throws as {@link #get} does. */
    JsonNode post(String path, JsonNode body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_PATIENCE);
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnreachableException(address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException("Interrupted while " + address + " was to answer.", e);
        }
        JsonNode answer = parse(request, response.body());
        if (response.statusCode() >= FIRST_ERROR_CODE) {
            throw new RestException(
                    "Flink at "
                            + address
                            + " answers "
                            + request.method()
                            + " "
                            + request.uri().getPath()
                            + " with "
                            + response.statusCode()
                            + ": "
                            + firstError(answer)
                            + ".");
        }
        return answer;
    }

    private static JsonNode parse(HttpRequest request, String body) {
        try {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (IOException e) {
            throw new RestException(
                    request.uri()
                            + " does not answer with JSON. Is it the web UI of a Flink? Say with"
                            + " --rest where that is.",
                    e);
        }
    }

    /** Flink gives stack traces; their first line says enough. */
    private static String firstError(JsonNode answer) {
        String text = answer.path("errors").path(0).asText("no reason given");
        return text.lines().findFirst().orElse(text);
    }
}
