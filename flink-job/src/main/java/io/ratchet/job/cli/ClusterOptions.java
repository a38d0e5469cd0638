package io.ratchet.job.cli;

import io.ratchet.job.rest.ClusterAddress;
import io.ratchet.job.rest.RunningCluster;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Flink a command talks to. */
final class ClusterOptions {
    @Option(
            names = "--rest",
            paramLabel = "URL",
            description =
                    "Where Flink's web UI is. Default: that of the local cluster which was started"
                            + " in this folder, or else http://localhost:8081.")
    private @Nullable URI rest;

    RunningCluster cluster() {
        return new RunningCluster(address());
    }

    URI address() {
        return rest != null ? rest : local().rest().orElse(ClusterAddress.USUAL_REST);
    }

    /** The broker of the local cluster, if that is the one which is talked to. */
    Optional<String> localBootstrap() {
        return rest == null ? local().bootstrap() : Optional.empty();
    }

    private static ClusterAddress local() {
        return ClusterAddress.read(ClusterAddress.FILE);
    }
}
