package io.ratchet.webui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.waiting.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A headless Chromium with one page.
 *
 * <p><b>Owns</b> its process. <b>Threading</b>: one thread.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOKED_EVERY = Duration.ofMillis(100);

    /** Written by Chromium as soon as it can be told what to do: its port, and a path. */
    private static final String PORT_FILE = "DevToolsActivePort";

    private final Process process;
    private final DevTools page;

    private Browser(Process process, DevTools page) {
        this.process = process;
        this.page = page;
    }

    /**
     * Starts it with an empty page.
     *
     * @param program the browser
     * @param folder for what it writes
     * @param width of the page, in pixels
     * @param height of the page, in pixels
     */
    static Browser start(String program, Path folder, int width, int height) throws IOException {
        Process process =
                new ProcessBuilder(
                                program,
                                "--headless",
                                // The page is our own; and a sandbox is refused to root.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--hide-scrollbars",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder.toAbsolutePath(),
                                "--window-size=" + width + "," + height,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("browser.log").toFile())
                        .start();
        try {
            Path file = folder.resolve(PORT_FILE);
            await(
                    "Chromium is up; see " + folder.resolve("browser.log"),
                    () -> isWritten(file) || !process.isAlive());
            return new Browser(process, DevTools.connect(page(file)));
        } catch (IOException | RuntimeException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static boolean isWritten(Path file) {
        try {
            return Files.exists(file) && Files.readAllLines(file).size() == 2;
        } catch (IOException halfWritten) {
            return false;
        }
    }

    private static URI page(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        URI pages = URI.create("http://127.0.0.1:" + lines.get(0) + "/json/list");
        try (InputStream answer = pages.toURL().openStream()) {
            for (JsonNode page : new ObjectMapper().readTree(answer)) {
                if (page.path("type").asText().equals("page")) {
                    return URI.create(page.path("webSocketDebuggerUrl").asText());
                }
            }
        }
        throw new BrowserException("Chromium has no page. Look at " + file.getParent());
    }

    /** Opens an address. */
    void open(String address) {
        page.command("Page.navigate", parameters().put("url", address));
    }

    /** Runs a script in the page, and returns what it comes to. */
    JsonNode evaluate(String script) {
        JsonNode answer =
                page.command(
                        "Runtime.evaluate",
                        parameters().put("expression", script).put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new BrowserException(
                    "A script fails in the page: "
                            + answer.path("exceptionDetails")
                                    .path("exception")
                                    .path("description")
                                    .asText());
        }
        return answer.path("result").path("value");
    }

    /** Waits until a script comes to {@code true}. */
    void awaitTrue(String what, String script) {
        await(what, () -> evaluate(script).asBoolean());
    }

    /** What the page looks like now, as a PNG. */
    byte[] picture() {
        String data =
                page.command("Page.captureScreenshot", parameters().put("format", "png"))
                        .path("data")
                        .asText();
        return Base64.getDecoder().decode(data);
    }

    /** Waits for a condition. */
    static void await(String what, BooleanSupplier condition) {
        if (!Waiting.until(PATIENCE, LOOKED_EVERY, condition)) {
            throw new BrowserException("Not within " + PATIENCE + ": " + what + ".");
        }
    }

    private static ObjectNode parameters() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        page.close();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().join();
    }
}
