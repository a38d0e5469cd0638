package io.ratchet.job.cli.job;

import io.ratchet.job.cli.ClusterOptions;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.status.JobOverview;
import io.ratchet.job.status.StatusQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet status}: how jobs and their runs stand. */
@Command(
        name = "status",
        description = {
            "Tells how jobs and their runs stand, from a running Flink and from Kafka.",
            "Where only one of them answers, it tells that one's part."
        })
public final class StatusCommand implements Subcommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "JOB|CONFIG",
            description =
                    """
                    The job's id in its configuration, Flink's id of it, or its configuration, a \
                    YAML file. Default: every job.""")
    private @Nullable String target;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClusterOptions options;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    """
                    The broker. Default: that of the configuration, or of the local cluster which \
                    was started in this folder, or else the embedded one in ./ratchet-data/kafka, \
                    which is read also where nothing runs.""")
    private @Nullable String bootstrap;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes it to a file as well.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<JobConfiguration> configuration =
                Optional.ofNullable(target).flatMap(JobTarget::configuration);
        try (StatusBroker broker =
                StatusBroker.find(configuration, bootstrap, options.localBootstrap())) {
            Clock clock = Clock.systemUTC();
            StatusQuery query =
                    new StatusQuery(
                            options.clusters(),
                            broker.given(),
                            options.isNamed() ? Optional.empty() : broker.usual(),
                            clock);
            return tell(query, configuration, clock);
        }
    }

    private int tell(StatusQuery query, Optional<JobConfiguration> configuration, Clock clock)
            throws IOException {
        List<JobOverview> jobs = jobs(query, configuration);
        StatusReport.print(jobs, clock.millis(), spec.commandLine().getOut());
        PrintWriter err = spec.commandLine().getErr();
        query.missing().forEach(err::println);
        if (json != null) {
            StatusReport.write(jobs, query.missing(), clock.millis(), json);
        }
        if (target != null && jobs.isEmpty()) {
            err.println(
                    Message.of(
                            """
                            Nothing is known of a job '%s'%s. 'ratchet status' alone lists the \
                            jobs that there are.""",
                            configuration.map(JobConfiguration::job).orElse(target),
                            configuration.isPresent()
                                    ? ", the one of " + target + ": it was never started"
                                    : ""));
            return ExitCode.FAILED;
        }
        return query.missing().size() > 1 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<JobOverview> jobs(StatusQuery query, Optional<JobConfiguration> configuration) {
        if (target == null) {
            return query.jobs();
        }
        String job = target;
        JobOverview overview = configuration.map(query::job).orElseGet(() -> query.job(job));
        return overview.isKnown() ? List.of(overview) : List.of();
    }
}
