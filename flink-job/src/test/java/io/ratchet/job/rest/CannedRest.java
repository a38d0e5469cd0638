package io.ratchet.job.rest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A REST endpoint that gives prepared answers, and 404 where none is prepared. */
final class CannedRest implements AutoCloseable {
    private static final int UNKNOWN = 404;
    private static final int NO_LEADER = 503;

    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger leaderless = new AtomicInteger();
    private final HttpServer server;

    CannedRest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String asked =
                            exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
                    exchange.getRequestBody().readAllBytes();
                    boolean knowsLeader = leaderless.getAndUpdate(CannedRest::oneLess) == 0;
                    String answer = knowsLeader ? next(asked) : null;
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

    private @Nullable String next(String asked) {
        Deque<String> left = answers.get(asked);
        if (left == null) {
            return null;
        }
        return left.size() > 1 ? left.poll() : left.peek();
    }

    /** Answers one after the other; the last one stays. */
    void answer(String methodAndPath, String... json) {
        answers.put(methodAndPath, new ConcurrentLinkedDeque<>(List.of(json)));
    }

    /** Whether only the last of several answers is left. */
    boolean isDownToTheLast(String methodAndPath) {
        return answers.getOrDefault(methodAndPath, new ArrayDeque<>()).size() == 1;
    }

    /** As a job manager that has never heard of the job. */
    void forget(String methodAndPath) {
        answers.remove(methodAndPath);
    }

    /** As a job manager while no leader is elected. */
    void loseLeader() {
        loseLeader(Integer.MAX_VALUE);
    }

    /** The same, until it was asked so often. */
    void loseLeader(int questions) {
        leaderless.set(questions);
    }

    private static int oneLess(int questions) {
        return Math.max(0, questions - 1);
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
