package io.ratchet.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of what a process has written, for whoever asks why it does not run. */
final class LastWords {
    private static final int MOST_LINES = 8;

    private LastWords() {}

    /** The last lines of the first of the files that has any. */
    static String of(Path... files) {
        for (Path file : files) {
            String end = end(file);
            if (!end.isEmpty()) {
                return "The end of " + file + ":\n" + end;
            }
        }
        return "It has written nothing to " + List.of(files) + ".";
    }

    private static String end(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            List<String> lines = text.lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
