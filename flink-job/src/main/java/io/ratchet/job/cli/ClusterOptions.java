package io.ratchet.job.cli;

import io.ratchet.job.rest.ClusterAddress;
import io.ratchet.job.rest.RunningCluster;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which running Flink a command talks to. */
public final class ClusterOptions {
    @Option(
            names = "--rest",
            paramLabel = "URL",
            split = ",",
            description =
                    """
                    Where Flink's web UI is; of several job managers all, separated by commas. \
                    Default: that of the local cluster which was started in this folder, or else \
                    http://localhost:8081.""")
    private List<URI> rest = List.of();

    public RunningCluster cluster() {
        return new RunningCluster(addresses());
    }

    /** Whether an address is given. */
    public boolean isNamed() {
        return !rest.isEmpty();
    }

    private List<URI> addresses() {
        if (!rest.isEmpty()) {
            return rest;
        }
        List<URI> local = local().rest();
        return local.isEmpty() ? List.of(ClusterAddress.USUAL_REST) : local;
    }

    /** The broker of the local cluster, if that is the one which is talked to. */
    public Optional<String> localBootstrap() {
        return rest.isEmpty() ? local().bootstrap() : Optional.empty();
    }

    private static ClusterAddress local() {
        return ClusterAddress.read(ClusterAddress.FILE);
    }
}
