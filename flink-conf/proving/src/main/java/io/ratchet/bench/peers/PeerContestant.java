package io.ratchet.bench.peers;

import io.ratchet.bench.measure.Contestant;
import io.ratchet.bench.measure.Figures;
import io.ratchet.bench.peer.PeerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A peer in a process of its own, which waits while others have their turn.
 *
 * <p><b>Owns</b> the process. <b>Lifecycle</b>: from {@link #start} to {@link #close}. Figures:
 * those of {@link ModelComparison}.
 */
final class PeerContestant implements Contestant {
    /** One computing thread, whatever the library computes with. */
    private static final Map<String, String> ONE_THREAD =
            Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

    private static final int LAST_WORDS = 2_000;

    private final String name;
    private final String order;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final String about;

    private PeerContestant(String name, String order, Path log, Process process) {
        this.name = name;
        this.order = order;
        this.log = log;
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        orders = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        String[] words = answer("ready").split(" ", 2);
        about = words[1] + ", threads: " + words[0];
    }

    private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

    /**
     * Starts a peer and waits until it is ready.
     *
     * @param name in tables
     * @param command of the process
     * @param log takes what it prints
     * @param warmUp how long each round trains before it is timed
     * @param window how long it is timed
     */
    static PeerContestant start(
            String name, List<String> command, Path log, Duration warmUp, Duration window)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(ONE_THREAD);
        Process process = builder.start();
        try {
            String order = "round " + seconds(warmUp) + " " + seconds(window) + "\n";
            return new PeerContestant(name, order, log, process);
        } catch (RuntimeException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Override
    public String name() {
        return name;
    }

    /** Its library, version and threads. */
    String about() {
        return about;
    }

    @Override
    public Figures round() throws IOException {
        orders.write(order);
        orders.flush();
        String[] words = answer("done").split(" ", -1);
        return Figures.of(ModelComparison.STEPS, Double.parseDouble(words[0]))
                .and(ModelComparison.LOSS, Double.parseDouble(words[1]));
    }

    private String answer(String beginning) {
        String mark = PeerProcess.MARK + beginning + " ";
        try {
            for (@Nullable String line = answers.readLine();
                    line != null;
                    line = answers.readLine()) {
                if (line.startsWith(mark)) {
                    return line.substring(mark.length());
                }
            }
            String said = Files.readString(log);
            throw new IllegalStateException(
                    "The process of '"
                            + name
                            + "' ended before it said '"
                            + beginning
                            + "'. Its last words: "
                            + said.substring(Math.max(0, said.length() - LAST_WORDS)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what '" + name + "' answers.", e);
        }
    }

    /** The end of its input ends it. */
    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly(); // it has ended by itself, or hears nothing any more
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
