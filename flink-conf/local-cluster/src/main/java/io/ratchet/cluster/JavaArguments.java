package io.ratchet.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The arguments of a Java process, collected and written where its keeper finds them. */
final class JavaArguments {
    private final List<String> arguments = new ArrayList<>();

    JavaArguments flags(String blankSeparated) {
        Stream.of(blankSeparated.strip().split("\\s+", -1))
                .filter(flag -> !flag.isEmpty())
                .forEach(arguments::add);
        return this;
    }

    JavaArguments property(String key, Object value) {
        arguments.add("-D" + key + "=" + value);
        return this;
    }

    JavaArguments main(String classPath, String mainClass) {
        arguments.addAll(List.of("-cp", classPath, mainClass));
        return this;
    }

    JavaArguments add(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Options as Flink's entry points take them. */
    JavaArguments options(Map<String, String> options) {
        options.forEach((key, value) -> add("-D", key + "=" + value));
        return this;
    }

    /** Writes them as an argument file of the {@code java} command. */
    void write(Path file) {
        try {
            Files.write(file, arguments.stream().map(JavaArguments::quoted).toList());
        } catch (IOException e) {
            throw new LocalClusterException("Cannot write '" + file + "': " + e, e);
        }
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
