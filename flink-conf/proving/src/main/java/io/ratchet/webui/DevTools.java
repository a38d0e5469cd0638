package io.ratchet.webui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The DevTools protocol of a browser's page: commands and their answers, as JSON.
 *
 * <p><b>Owns</b> the connection. <b>Threading</b>: any thread.
 */
final class DevTools implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private DevTools(URI page) {
        socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .connectTimeout(PATIENCE)
                        .buildAsync(page, new Answers())
                        .join();
    }

    /** Connects to a page. */
    static DevTools connect(URI page) {
        return new DevTools(page);
    }

    /**
     * Gives a command and waits for its answer.
     *
     * @throws BrowserException if the browser answers with an error, or not at all
     */
    JsonNode command(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", parameters);
        socket.sendText(command.toString(), true).join();
        JsonNode node = answer.join();
        open.remove(id);
        if (node.has("error")) {
            throw new BrowserException(
                    "The browser answers "
                            + method
                            + " with: "
                            + node.path("error").path("message").asText());
        }
        return node.path("result");
    }

    /** Takes the answers; what the browser tells unasked is passed over. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(from, data, last);
        }

        private void take(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> waiting = open.get(node.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(node);
                }
            } catch (JsonProcessingException e) {
                open.values().forEach(waiting -> waiting.completeExceptionally(e));
            }
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            open.values().forEach(waiting -> waiting.completeExceptionally(failure));
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
