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

    /** The last lines of each of the files. */
    static String of(Path... files) {
        StringBuilder words = new StringBuilder();
        for (Path file : files) {
            words.append("The end of ").append(file).append(":\n").append(end(file)).append('\n');
        }
        return words.toString();
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
