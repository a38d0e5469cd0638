package io.ratchet.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Adds to a failure what the logs of a cluster tell of it: they are gone with the test's folder.
 */
final class ClusterLogs implements TestExecutionExceptionHandler {
    private static final int MOST_LINES = 30;
    private static final int MOST_CHARACTERS = 300;

    private static final Predicate<String> TELLING =
            Pattern.compile("WARN|ERROR|Exception|switched from state|leted checkpoint|Restoring")
                    .asPredicate();

    private final Supplier<Path> folder;

    /**
     * @param folder of the logs
     */
    ClusterLogs(Supplier<Path> folder) {
        this.folder = folder;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws IOException {
        throw new AssertionError(failure.getMessage() + told(), failure);
    }

    private String told() throws IOException {
        if (!Files.isDirectory(folder.get())) {
            return "";
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.filter(file -> file.toString().matches(".*r-\\d+\\.(log|out)"))
                    .sorted()
                    .map(ClusterLogs::end)
                    .collect(Collectors.joining());
        }
    }

    private static String end(Path file) {
        List<String> lines;
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines = all.filter(TELLING).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            lines = List.of(unreadable.toString());
        }
        return lines.stream()
                .skip(Math.max(0, lines.size() - MOST_LINES))
                .map(line -> line.substring(0, Math.min(MOST_CHARACTERS, line.length())) + "\n")
                .collect(Collectors.joining("", "\n== " + file.getFileName() + "\n", ""));
    }
}
