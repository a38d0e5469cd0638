package io.ratchet.job.cli;

import io.ratchet.job.rest.ClusterAddress;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.job.rest.TrainAddress;
import java.net.URI;
import java.util.ArrayList;
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
                    Default: that of 'ratchet train' or of the local cluster which was started in \
                    this folder, or else http://localhost:8081, unless another folder's 'ratchet \
                    train' has it.""")
    private List<URI> rest = List.of();

    /** The one that jobs are submitted to. */
    public RunningCluster cluster() {
        if (!rest.isEmpty()) {
            return new RunningCluster(rest);
        }
        List<URI> local = local().rest();
        return local.isEmpty() ? usual() : new RunningCluster(local);
    }

    /** Every one in which a job of this folder may run; at least one. */
    public List<RunningCluster> clusters() {
        if (!rest.isEmpty()) {
            return List.of(new RunningCluster(rest));
        }
        List<RunningCluster> clusters = new ArrayList<>();
        for (URI train : TrainAddress.live(TrainAddress.FOLDER)) {
            clusters.add(new RunningCluster(List.of(train)));
        }
        List<URI> local = local().rest();
        if (!local.isEmpty()) {
            clusters.add(new RunningCluster(local));
        }
        return clusters.isEmpty() ? List.of(usual()) : clusters;
    }

    private static RunningCluster usual() {
        return RunningCluster.unnamed(ClusterAddress.USUAL_REST, TrainAddress.here());
    }

    /** Whether an address is given. */
    public boolean isNamed() {
        return !rest.isEmpty();
    }

    /** The broker of the local cluster, if that is the one which is talked to. */
    public Optional<String> localBootstrap() {
        return rest.isEmpty() ? local().bootstrap() : Optional.empty();
    }

    private static ClusterAddress local() {
        return ClusterAddress.read(ClusterAddress.FILE);
    }
}
