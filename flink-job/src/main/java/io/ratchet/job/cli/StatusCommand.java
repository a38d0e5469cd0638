package io.ratchet.job.cli;

import io.ratchet.job.configuration.BrokerConfiguration;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.status.JobOverview;
import io.ratchet.job.status.StatusQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                    "The job's id in its configuration, Flink's id of it, or its configuration, a"
                            + " YAML file. Default: every job.")
    private @Nullable String target;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClusterOptions options;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "The broker. Default: that of the configuration, or of the local cluster which"
                            + " was started in this folder.")
    private @Nullable String bootstrap;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes it to a file as well.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Clock clock = Clock.systemUTC();
        Optional<JobConfiguration> configuration =
                Optional.ofNullable(target)
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .map(ConfigurationReader::read);
        StatusQuery query = new StatusQuery(options.cluster(), kafkaClients(configuration), clock);
        List<JobOverview> jobs = jobs(query, configuration);
        StatusReport.print(jobs, clock.millis(), out);
        for (String fault : query.missing()) {
            spec.commandLine().getErr().println(fault);
        }
        if (json != null) {
            StatusReport.write(jobs, query.missing(), clock.millis(), json);
        }
        if (target != null && jobs.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "Nothing is known of a job '"
                                    + target
                                    + "'. 'ratchet status' alone lists the jobs that there are.");
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

    /** An embedded broker is there only as long as its own command; it is not started for this. */
    private Optional<Map<String, String>> kafkaClients(Optional<JobConfiguration> configuration) {
        Map<String, String> clients = new HashMap<>();
        String servers = bootstrap;
        if (configuration.isPresent()) {
            BrokerConfiguration broker = configuration.get().broker();
            clients.putAll(broker.properties());
            if (servers == null && broker instanceof BrokerConfiguration.Given given) {
                servers = given.bootstrapServers();
            }
        }
        Optional<String> found = Optional.ofNullable(servers).or(options::localBootstrap);
        found.ifPresent(address -> clients.put("bootstrap.servers", address));
        return found.map(address -> clients);
    }
}
