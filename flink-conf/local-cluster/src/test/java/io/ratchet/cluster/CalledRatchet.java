package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cli.Ratchet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * {@code bin/ratchet}, called in a folder that is not the checkout's, with nothing but what is
 * given; it notes which commands were called.
 */
final class CalledRatchet {
    private static final long LONGEST_SECONDS = 180;

    private final Path desk;
    private final Set<String> called;

    CalledRatchet(Path desk, Set<String> called) {
        this.desk = desk;
        this.called = called;
    }

    /** The commands that there are, without groups of others and those that are hidden. */
    static Set<String> commands() {
        Set<String> names = new TreeSet<>();
        collect(Ratchet.commandLine(), "", names);
        return names;
    }

    private static void collect(CommandLine command, String name, Set<String> names) {
        if (command.getCommandSpec().usageMessage().hidden()) {
            return;
        }
        if (command.getSubcommands().isEmpty()) {
            names.add(name);
        }
        command.getSubcommands()
                .forEach((word, one) -> collect(one, (name + " " + word).strip(), names));
    }

    /** Calls a command that succeeds; returns what it says. */
    String call(String... arguments) throws Exception {
        return call(0, arguments);
    }

    /** Calls a command that exits with a code. */
    String call(int code, String... arguments) throws Exception {
        called.add(name(arguments));
        List<String> command = new ArrayList<>();
        command.add(Path.of("../bin/ratchet").toRealPath().toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(desk.getParent(), "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(desk.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // As in a container; names of folders have umlauts all the same.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        // The build that runs this test has built what it tests.
        builder.environment().put("RATCHET_BUILD", "no");
        builder.environment().put("RATCHET_JAVA_OPTS", "-Xmx768m -XX:TieredStopAtLevel=1");
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output);
            assertThat(ended).as("%s ends: %s", List.of(arguments), text).isTrue();
            assertThat(process.exitValue()).as("%s: %s", List.of(arguments), text).isEqualTo(code);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String name(String... arguments) {
        CommandLine at = Ratchet.commandLine();
        List<String> words = new ArrayList<>();
        for (String word : arguments) {
            CommandLine next = at.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            words.add(word);
            at = next;
        }
        return String.join(" ", words);
    }
}
