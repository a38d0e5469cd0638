package io.ratchet.job.setting;

import io.ratchet.job.message.Message;
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
        String found = found(String.valueOf(absolute.getFileName()), folder);
        return "there is no such file in " + folder + ". " + found;
    }

    private static String found(String name, Path folder) {
        List<String> names = names(folder);
        if (names.isEmpty()) {
            return "No YAML file is there; 'ratchet draft FILE' writes one from data.";
        }
        int more = Math.max(0, names.size() - MOST_NAMES);
        return Message.of(
                "There %s %s%s.%s",
                names.size() == 1 ? "is" : "are",
                String.join(", ", names.subList(0, names.size() - more)),
                more > 0 ? " and " + more + " more" : "",
                NearestKey.of(stem(name), names.stream().map(UnreadFile::stem).toList())
                        .map(near -> " Did you mean '" + named(near, names) + "'?")
                        .orElse(""));
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
