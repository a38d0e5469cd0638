package io.ratchet.job.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Says of a configuration that cannot be read where it was looked for, and what is there. */
final class UnreadFile {
    private static final int MOST_NAMES = 8;

    private UnreadFile() {}

    static ConfigurationException of(Path file, IOException failure) {
        return new ConfigurationException(
                "Cannot read the configuration " + file + ": " + words(file, failure), failure);
    }

    private static String words(Path file, IOException failure) {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return "it is a folder. " + found("", absolute);
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8. Write it in UTF-8, or name another file.";
        }
        if (Files.exists(absolute)) {
            return failure + ". Make it readable, or name another file.";
        }
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no folder " + folder + ". Give the path of a YAML file.";
        }
        return "there is no such file in "
                + folder
                + ". "
                + found(String.valueOf(absolute.getFileName()), folder);
    }

    private static String found(String name, Path folder) {
        List<String> names = names(folder);
        if (names.isEmpty()) {
            return "No YAML file is there; 'ratchet draft FILE' writes one from data.";
        }
        List<String> told = names.subList(0, Math.min(MOST_NAMES, names.size()));
        return "There "
                + (names.size() == 1 ? "is " : "are ")
                + String.join(", ", told)
                + (told.size() < names.size()
                        ? " and " + (names.size() - told.size()) + " more"
                        : "")
                + "."
                + NearestKey.of(stem(name), names.stream().map(UnreadFile::stem).toList())
                        .map(nearest -> " Did you mean '" + named(nearest, names) + "'?")
                        .orElse("");
    }

    private static String stem(String name) {
        return name.replaceFirst("\\.ya?ml$", "");
    }

    private static String named(String stem, List<String> names) {
        return names.stream().filter(name -> stem(name).equals(stem)).findFirst().orElse(stem);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }
}
