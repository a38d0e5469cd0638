package io.ratchet.cluster.command;

import io.ratchet.cluster.ClusterLayout;
import io.ratchet.cluster.ClusterProcess;
import io.ratchet.cluster.LocalCluster;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ratchet cluster}: a real Flink and Kafka of separate processes on this machine. */
@Command(
        name = "cluster",
        description =
                "A real Flink and Kafka on this machine, every part a process of its own. What dies"
                        + " is started again.")
public final class ClusterCommand implements Subcommand {
    static final String DEFAULT_FOLDER = "./ratchet-data/cluster";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which one, start, status or stop?");
    }

    @Command(
            name = "start",
            description = "Starts a cluster, and returns when every part of it answers.")
    int start(@Mixin Folder folder, @Mixin Wanted wanted) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Starting a cluster in " + folder.path + " ...");
        out.flush();
        LocalCluster cluster = LocalCluster.start(wanted.layout(spec), folder.path);
        addresses(cluster, out);
        out.println("Submit: ratchet submit CONFIG");
        out.println("Stop:   ratchet cluster stop");
        out.flush();
        return ExitCode.DONE;
    }

    @Command(
            name = "status",
            description = "Tells which processes live. Exits with 0 if all of them do.")
    int status(@Mixin Folder folder) {
        PrintWriter out = spec.commandLine().getOut();
        LocalCluster cluster = LocalCluster.of(folder.path);
        if (!cluster.isRunning()) {
            out.println("The cluster in " + folder.path + " is stopped.");
            return ExitCode.FAILED;
        }
        String leader = cluster.layout().highAvailability() ? cluster.leader().name() : "";
        boolean all = true;
        for (ClusterProcess process : cluster.processes()) {
            OptionalLong pid = process.pid();
            all &= pid.isPresent();
            out.printf(
                    "%-14s %-9s %s%s%s%n",
                    process.name(),
                    pid.isPresent() ? pid.getAsLong() : "dead",
                    process.log(),
                    process.name().equals(leader) ? "  (leads)" : "",
                    process.isKept() ? "" : "  (is not started again)");
        }
        addresses(cluster, out);
        out.flush();
        return all ? ExitCode.DONE : ExitCode.FAILED;
    }

    @Command(
            name = "stop",
            description =
                    "Ends every process. Jobs are not stopped in order: take a savepoint first, or"
                            + " go on from their checkpoints. Kafka's records and the logs stay.")
    int stop(@Mixin Folder folder) {
        LocalCluster.of(folder.path).stop();
        PrintWriter out = spec.commandLine().getOut();
        out.println("The cluster in " + folder.path + " is stopped.");
        out.flush();
        return ExitCode.DONE;
    }

    private static void addresses(LocalCluster cluster, PrintWriter out) {
        cluster.restAddresses().forEach(address -> out.println("Web UI: " + address));
        if (!cluster.bootstrapServers().isEmpty()) {
            out.println("Kafka:  " + cluster.bootstrapServers());
        }
    }

    /** Where the cluster lies. */
    static final class Folder {
        @Option(
                names = "--folder",
                paramLabel = "FOLDER",
                defaultValue = "${env:RATCHET_CLUSTER:-" + DEFAULT_FOLDER + "}",
                description =
                        "The cluster's folder. Default: $RATCHET_CLUSTER, or "
                                + DEFAULT_FOLDER
                                + ".")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path path;
    }

    /** What the cluster consists of. */
    static final class Wanted {
        @Option(
                names = "--task-managers",
                defaultValue = "1",
                description = "Task managers that work. Default: ${DEFAULT-VALUE}.")
        private int taskManagers;

        @Option(
                names = "--spares",
                defaultValue = "1",
                description =
                        "Task managers more, which take over at once when one is lost."
                                + " Default: ${DEFAULT-VALUE}.")
        private int spares;

        @Option(
                names = "--slots",
                defaultValue = "1",
                description = "Slots of each task manager. Default: ${DEFAULT-VALUE}.")
        private int slots;

        @Option(
                names = "--brokers",
                defaultValue = "1",
                description =
                        "Kafka brokers; 3 survive the loss of one, 0 where Kafka runs elsewhere."
                                + " Default: ${DEFAULT-VALUE}.")
        private int brokers;

        @Option(
                names = "--ha",
                description = "Two job managers, and a ZooKeeper that elects the one that leads.")
        private boolean highAvailability;

        ClusterLayout layout(CommandSpec spec) {
            try {
                return new ClusterLayout(taskManagers, spares, slots, brokers, highAvailability);
            } catch (IllegalArgumentException unusable) {
                throw new ParameterException(spec.commandLine(), unusable.getMessage(), unusable);
            }
        }
    }
}
