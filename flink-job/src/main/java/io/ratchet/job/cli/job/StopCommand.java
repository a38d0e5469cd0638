package io.ratchet.job.cli.job;

import io.ratchet.job.JobParameters;
import io.ratchet.job.cli.ClusterOptions;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.rest.JobSummary;
import io.ratchet.job.rest.RemoteJob;
import io.ratchet.job.rest.RestException;
import io.ratchet.job.rest.RunningCluster;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet stop}: stops a job of a running Flink with a savepoint. */
@Command(
        name = "stop",
        description = {
            "Stops a job of a running Flink with a savepoint, and waits until it has stopped.",
            "The next start of the same configuration, anywhere, goes on from that savepoint."
        })
public final class StopCommand implements Subcommand {
    @Parameters(
            paramLabel = "JOB|CONFIG",
            description =
                    """
                    The job's id in its configuration, Flink's id of it, or its configuration, a \
                    YAML file.""")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String target;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClusterOptions options;

    @Option(
            names = "--drain",
            description = "Takes the input for ended. No partly filled batch is trained for that.")
    private boolean drain;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        String nameOrId = JobTarget.configuration(target).map(JobConfiguration::job).orElse(target);
        RunningCluster cluster = holder(options.clusters(), nameOrId);
        JobSummary found = cluster.liveJob(nameOrId);
        RemoteJob job = cluster.job(found.id());
        PrintWriter out = spec.commandLine().getOut();
        out.println("Stops job " + found + " ...");
        out.flush();
        JobParameters parameters = job.parameters();
        out.println("Savepoint: " + job.stop(parameters.savepoints(), drain));
        StoppedJob.lines(found.name(), parameters).forEach(out::println);
        out.println("The next start of the same configuration goes on from the savepoint.");
        out.flush();
        return ExitCode.DONE;
    }

    /** The first one that has the job and has not ended it, or else the first. */
    private static RunningCluster holder(List<RunningCluster> clusters, String nameOrId) {
        for (RunningCluster cluster : clusters) {
            try {
                if (cluster.jobs(nameOrId).stream().anyMatch(JobSummary::isLive)) {
                    return cluster;
                }
            } catch (RestException other) {
                // The job may run in another one; the last word on the first is said by its use.
            }
        }
        return clusters.get(0);
    }
}
