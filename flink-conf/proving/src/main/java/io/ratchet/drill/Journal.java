package io.ratchet.drill;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.stage.DrillException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was done of a long drill, so that the same command goes on after it was itself interrupted:
 * a file with the seed in its first line, then a line for each fault that the job has come back
 * from.
 */
final class Journal {
    private static final TypeReference<Map<String, Object>> LINE = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;

    private Journal(Path file) {
        this.file = file;
    }

    /**
     * A fault that was come back from.
     *
     * @param fault its name
     */
    record Entry(String fault, Recovery recovery) {}

    /**
     * Opens the journal of a folder, or begins it.
     *
     * @throws DrillException if it is one of another seed
     */
    static Journal open(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("journal.jsonl");
        Journal journal = new Journal(file);
        if (Files.exists(file)) {
            journal.dropCutLine();
        }
        if (!Files.exists(file) || Files.size(file) == 0) {
            journal.append(Map.of("seed", seed));
        }
        Object found = journal.lines().get(0).get("seed");
        if (!(found instanceof Number number) || number.longValue() != seed) {
            throw new DrillException(
                    "'"
                            + file
                            + "' is the journal of a drill with seed "
                            + found
                            + ", not "
                            + seed
                            + ". Give that seed, or another folder.");
        }
        return journal;
    }

    /** Adds a fault. */
    void add(Entry entry) throws IOException {
        Recovery recovery = entry.recovery();
        append(
                Map.of(
                        "fault", entry.fault(),
                        "detect", recovery.detect(),
                        "restart", recovery.restart(),
                        "restore", recovery.restore(),
                        "firstStep", recovery.firstStep(),
                        "caughtUp", recovery.caughtUp(),
                        "replayed", recovery.replayed()));
    }

    /** All faults so far. */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Map<String, Object>> lines = lines();
        for (Map<String, Object> line : lines.subList(1, lines.size())) {
            entries.add(
                    new Entry(
                            String.valueOf(line.get("fault")),
                            new Recovery(
                                    seconds(line, "detect"),
                                    seconds(line, "restart"),
                                    seconds(line, "restore"),
                                    seconds(line, "firstStep"),
                                    seconds(line, "caughtUp"),
                                    (long) seconds(line, "replayed"))));
        }
        return entries;
    }

    /** NaN is written as a text. */
    private static double seconds(Map<String, Object> line, String key) {
        return Double.parseDouble(String.valueOf(line.get(key)));
    }

    private List<Map<String, Object>> lines() throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(json.readValue(line, LINE));
        }
        return lines;
    }

    /** A line that was cut by an interruption counts for nothing. */
    private void dropCutLine() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
    }

    private void append(Map<String, Object> line) throws IOException {
        Files.writeString(
                file,
                json.writeValueAsString(line) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
