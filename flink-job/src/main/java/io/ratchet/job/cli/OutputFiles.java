package io.ratchet.job.cli;

import io.ratchet.job.message.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Looks at the files that a command is to write its result to before it begins: after hours of
 * training it is late to hear that a folder is missing.
 */
final class OutputFiles {
    private static final Set<String> OPTIONS = Set.of("--json", "--markdown");

    private OutputFiles() {}

    /**
     * Checks the options of the command that was given.
     *
     * @throws ParameterException if one names a file that cannot be written
     */
    static void check(ParseResult given) {
        ParseResult command = given;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        CommandLine commandLine = command.commandSpec().commandLine();
        for (OptionSpec option : command.matchedOptions()) {
            Object value = option.getValue();
            if (OPTIONS.contains(option.longestName()) && value instanceof Path file) {
                String fault = fault(file.toAbsolutePath().normalize());
                if (!fault.isEmpty()) {
                    throw new ParameterException(
                            commandLine,
                            Message.of(
                                    "%s: %s Nothing was started; name another file.",
                                    option.longestName(), fault));
                }
            }
        }
    }

    private static String fault(Path file) {
        Path folder = file.getParent();
        if (Files.isDirectory(file)) {
            return file + " is a folder.";
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no folder " + folder + ".";
        }
        Path written = Files.exists(file) ? file : folder;
        return Files.isWritable(written) ? "" : written + " cannot be written.";
    }
}
