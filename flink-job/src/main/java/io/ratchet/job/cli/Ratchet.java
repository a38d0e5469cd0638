package io.ratchet.job.cli;

import io.ratchet.job.cluster.TemporaryFolder;
import io.ratchet.job.setting.ConfigurationException;
import io.ratchet.kafka.broker.LocalBroker;
import java.util.Locale;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code ratchet}. */
@Command(
        name = "ratchet",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "ratchet 0.1.0-SNAPSHOT",
        description = "Trains models on a Kafka stream inside Apache Flink and never slips back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HelpCommand.class})
public final class Ratchet implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Ratchet.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        // Kafka and others build names by the default locale: see BrokerLocale.
        Locale.setDefault(Locale.ROOT);
        ProcessEnd.watch(System.err);
        TemporaryFolder.takeOwn();
        SignalWatch.allow();
        LocalBroker.endProcessWithLastWords(System.err::println);
        ProcessEnd.exit(execute(arguments));
    }

    private static int execute(String[] arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (Error error) {
            return ProcessEnd.of(error, "", System.err);
        }
    }

    /** The command line with all commands on the class path. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Ratchet());
        for (Subcommand subcommand : ServiceLoader.load(Subcommand.class)) {
            commandLine.addSubcommand(subcommand);
        }
        commandLine
                .getCommandSpec()
                .usageMessage()
                .footer(
                        SubmoduleCommands.footer(commandLine.getSubcommands().keySet())
                                .toArray(String[]::new));
        return commandLine
                .setExecutionExceptionHandler(Ratchet::report)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionStrategy(Ratchet::run)
                .setUsageHelpAutoWidth(true);
    }

    private static int run(ParseResult given) {
        OutputFiles.check(given);
        return new CommandLine.RunLast().execute(given);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int report(Exception failure, CommandLine commandLine, ParseResult arguments) {
        LOG.error("Command {} failed", arguments.originalArgs(), failure);
        String message =
                BrokerAdvice.of(failure)
                        .orElseGet(
                                () ->
                                        failure.getMessage() == null
                                                ? failure.getClass().getName()
                                                : failure.getMessage());
        commandLine.getErr().println(commandLine.getColorScheme().errorText(message));
        return failure instanceof ConfigurationException ? ExitCode.USAGE : ExitCode.FAILED;
    }
}
