package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.TrainProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions of a few seconds, each ended by Ctrl-C or SIGTERM, with no checkpoint but the last one
 * of each: they make progress, and end with the model of a single run.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Tag("alone") // a session has ten seconds to end
class InterruptedSessionsITCase {
    private static final int ROWS = 32_000;
    private static final Duration LONGEST_END = Duration.ofSeconds(12);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Pattern TRAINS = Pattern.compile("interrupted {2}step [1-9]");
    private static final Pattern RESTORED =
            Pattern.compile("Restored instance 'run' at step ([0-9]+)");
    private static final Pattern KEPT =
            Pattern.compile("  run run: step ([0-9,]+), model (.+), SHA-256 ([0-9a-f]{64})");
    private static final Pattern DIGEST = Pattern.compile("SHA-256 ([0-9a-f]{64})");

    @TempDir Path folder;

    @Test
    void shortSessionsMakeProgressAndEndWithTheModelOfOne() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            broker.fill("rows", 1, rows());
        }
        List<Long> kept = new ArrayList<>();
        for (String signal : List.of("INT", "TERM", "INT")) {
            kept.add(session(signal, kept));
        }
        assertThat(kept).isSorted().doesNotHaveDuplicates();

        String interrupted = toTheEnd("interrupted", 4);
        String single = toTheEnd("single", 5);

        assertThat(digest(interrupted)).isEqualTo(digest(single));
        assertThat(restored(interrupted)).hasValue(kept.get(kept.size() - 1));
        assertThat(restored(single)).isEmpty();
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    /** Trains for a moment, and ends by a signal; returns the step that is kept. */
    private long session(String signal, List<Long> before) throws Exception {
        try (TrainProcess process = start("interrupted", before.size() + 1)) {
            Await.until(
                    "a step is trained",
                    LONGEST_START,
                    () -> TRAINS.matcher(process.output()).find() || !process.isAlive());
            long sent = System.nanoTime();
            process.signal(signal);
            int code = process.exitCode();
            Duration took = Duration.ofNanos(System.nanoTime() - sent);

            String output = process.output();
            assertThat(code).as(output).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(took).as(output).isLessThan(LONGEST_END);
            assertThat(restored(output))
                    .isEqualTo(
                            before.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(before.get(before.size() - 1)));
            Matcher said = KEPT.matcher(output);
            assertThat(said.find()).as(output).isTrue();
            assertThat(Path.of(said.group(2))).isRegularFile();
            return Long.parseLong(said.group(1).replace(",", ""));
        }
    }

    private String toTheEnd(String job, int life) throws Exception {
        try (TrainProcess process = start(job, life)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            return process.output();
        }
    }

    private static Optional<Long> restored(String output) {
        Matcher matcher = RESTORED.matcher(output);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    private static String digest(String output) {
        Matcher matcher = DIGEST.matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return matcher.group(1);
    }

    private TrainProcess start(String job, int life) throws Exception {
        return TrainProcess.start(
                Files.writeString(folder.resolve(job + ".yaml"), text(job)),
                folder.resolve("life-" + life + ".log"),
                List.of(),
                folder.resolve("temporary/ratchet-process-" + life));
    }

    private static List<ProducerRecord<byte[], byte[]>> rows() {
        Rows rows = new Rows(33);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            records.add(TestBroker.row("rows", 0, rows.csv()));
        }
        return records;
    }

    private String text(String job) {
        return """
               job: %1$s
               kafka: {data: '%2$s/kafka'}
               runs:
                 - id: run
                   input:
                     topic: rows
                     format: csv
                     batch: 8
                     columns:
                       - {name: x, type: numeric}
                       - {name: z, type: numeric}
                       - {name: c, type: ignored}
                       - {name: y, type: label, classes: 2}
                   model: {type: mlp, hidden: [512, 512]}
                   loss: binary-cross-entropy
                   optimizer: {type: adamw}
                   until: end-of-topic
               checkpoint: {directory: '%2$s/checkpoints', savepoints: '%2$s/savepoints', interval: 1 h}
               models: {directory: '%2$s/models'}
               """
                .formatted(job, folder);
    }
}
