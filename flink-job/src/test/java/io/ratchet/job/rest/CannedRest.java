package io.ratchet.job.rest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A REST endpoint that gives prepared answers, and 404 where none is prepared. */
final class CannedRest implements AutoCloseable {
    private static final int UNKNOWN = 404;
    private static final int NO_LEADER = 503;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private volatile boolean knowsLeader = true;
    private final HttpServer server;

    CannedRest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String asked =
                            exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
                    String answer = knowsLeader ? answers.get(asked) : null;
                    byte[] body =
                            (answer == null
                                            ? "{\"errors\":[\"Not found: " + asked + "\"]}"
                                            : answer)
                                    .getBytes(StandardCharsets.UTF_8);
                    int fault = knowsLeader ? UNKNOWN : NO_LEADER;
                    exchange.sendResponseHeaders(answer == null ? fault : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    void answer(String methodAndPath, String json) {
        answers.put(methodAndPath, json);
    }

    /** As a job manager while no leader is elected. */
    void loseLeader() {
        knowsLeader = false;
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
