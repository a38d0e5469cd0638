package io.ratchet.job.cli;

import io.ratchet.job.message.Message;
import io.ratchet.job.setting.NearestKey;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with a command line, and what there is: a word is proposed only if it is near
 * the one that was written.
 */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = meant(failure.getCommandLine());
        PrintWriter err = command.getErr();
        err.println(
                command.getColorScheme().errorText(message(failure, command, List.of(arguments))));
        if (command.getSubcommands().isEmpty()) {
            err.println("'" + name(command) + " --help' tells its arguments and options.");
        } else {
            err.println("Commands:");
            err.print(command.getHelp().commandList());
            err.print(command.getHelp().footer());
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Whoever asks for help on what does not exist wants to know what does. */
    private static CommandLine meant(CommandLine command) {
        CommandLine parent = command.getParent();
        return command.getCommandName().equals("help") && parent != null ? parent : command;
    }

    private static String message(
            ParameterException failure, CommandLine command, List<String> arguments) {
        boolean unmatched = failure instanceof UnmatchedArgumentException;
        // One that is misspelled is missing under its right name, which is found out first.
        if (unmatched || failure instanceof MissingParameterException) {
            Optional<String> option = unknownOption(command, arguments);
            if (option.isPresent()) {
                return Message.of(
                        "There is no option %s of '%s'.%s",
                        option.get(), name(command), proposal(option.get(), options(command)));
            }
        }
        if (!unmatched) {
            return String.valueOf(failure.getMessage());
        }
        String word = ((UnmatchedArgumentException) failure).getUnmatched().get(0);
        Set<String> commands = new LinkedHashSet<>(command.getSubcommands().keySet());
        if (commands.isEmpty()) {
            return "'" + word + "' is one argument too many.";
        }
        if (command.getParent() == null) {
            if (SubmoduleCommands.names().contains(word)) {
                return Message.of(
                        """
                        Command '%s' is not on the class path. flink-conf/bin/ratchet builds it, \
                        and puts it there.""",
                        word);
            }
            commands.addAll(SubmoduleCommands.names());
        }
        return "There is no command '" + word + "'." + proposal(word, List.copyOf(commands));
    }

    private static Optional<String> unknownOption(CommandLine command, List<String> arguments) {
        Set<String> known = command.getCommandSpec().optionsMap().keySet();
        return arguments.stream()
                .filter(argument -> argument.matches("--?[A-Za-z].*"))
                .map(argument -> argument.split("=", 2)[0])
                .filter(argument -> !known.contains(argument))
                .findFirst();
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet().stream()
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private static String proposal(String word, List<String> known) {
        String bare = bare(word);
        return NearestKey.of(bare, known.stream().map(UsageErrors::bare).toList())
                .flatMap(near -> known.stream().filter(one -> bare(one).equals(near)).findFirst())
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
    }

    /** Without dashes, which all options share. */
    private static String bare(String word) {
        return word.replaceFirst("^-+", "");
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
