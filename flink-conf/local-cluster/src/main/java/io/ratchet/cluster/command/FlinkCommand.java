package io.ratchet.cluster.command;

import io.ratchet.cluster.LocalCluster;
import io.ratchet.job.cli.Subcommand;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code ratchet flink}. The script hands this command to Flink before a second JVM is started for
 * it; this class is for the list of commands, and for whoever starts the command line without it.
 */
@Command(
        name = "flink",
        description = {
            "Flink's own command line, against the cluster that 'ratchet cluster start' has started:"
                    + " run, list, stop, savepoint, cancel.",
            "RATCHET_CLUSTER names the cluster's folder, where it is not ./ratchet-data/cluster."
        })
public final class FlinkCommand implements Subcommand {
    @Unmatched private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        String folder =
                System.getenv().getOrDefault("RATCHET_CLUSTER", ClusterCommand.DEFAULT_FOLDER);
        return LocalCluster.of(Path.of(folder)).flink(arguments);
    }
}
