package io.ratchet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cli.Ratchet;
import io.ratchet.job.cli.Subcommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The commands of submodules: the launcher and the command line know all of them. */
final class SubmodulesTest {
    private static final Path LAUNCHER = Path.of("../flink-conf/bin/ratchet");

    @Test
    void theLauncherKnowsWhichSubmoduleHasACommand() throws Exception {
        List<String> lines = Files.readAllLines(LAUNCHER);
        for (Subcommand command : ofSubmodules()) {
            String name = name(command);
            assertThat(lines)
                    .as("%s names %s as a command of its submodule", LAUNCHER, name)
                    .anyMatch(
                            line ->
                                    line.matches(" +(.* )?" + name + "( .*)?\\) submodules=.*")
                                            && line.contains(submodule(command)));
        }
    }

    @Test
    void everyCommandThatTheHelpPromisesIsThere() {
        assertThat(Ratchet.commandLine().getHelp().footer())
                .as("commands that are not on the class path, which has all submodules here")
                .isEmpty();
    }

    private static List<Subcommand> ofSubmodules() {
        List<Subcommand> found = new ArrayList<>();
        for (Subcommand command : ServiceLoader.load(Subcommand.class)) {
            if (!command.getClass().getPackageName().startsWith("io.ratchet.job")) {
                found.add(command);
            }
        }
        assertThat(found).hasSizeGreaterThan(5);
        return found;
    }

    private static String name(Subcommand command) {
        return command.getClass().getAnnotation(Command.class).name();
    }

    private static String submodule(Subcommand command) {
        String place =
                command.getClass().getProtectionDomain().getCodeSource().getLocation().getPath();
        return place.substring(place.indexOf("/flink-conf/") + 1, place.indexOf("/target/"));
    }
}
