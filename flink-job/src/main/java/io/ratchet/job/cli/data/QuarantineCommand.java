package io.ratchet.job.cli.data;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.quarantine.QuarantineReport;
import io.ratchet.job.quarantine.QuarantineSummary;
import io.ratchet.job.quarantine.QuarantineTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet quarantine}: what a run has refused, and how it is sent again. */
@Command(
        name = "quarantine",
        description = {
            "Lists what a run has refused: counts by reason, and the first records.",
            """
            With --replay, sends records to the topic that they came from again, where the run \
            accepts them as it is configured now; none twice, and none that the run reads where it \
            stands."""
        })
public final class QuarantineCommand implements Subcommand {
    @Parameters(paramLabel = "RUN", description = "The run's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String run;

    @Mixin private KafkaOptions kafkaOptions = new KafkaOptions();

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "3",
            description = "So many records are shown. Default: ${DEFAULT-VALUE}.")
    private long records;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes it to a file as well.")
    private @Nullable Path json;

    @ArgGroup(exclusive = false)
    private @Nullable ReplayOptions replay;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (records < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--records is " + records + ", below 0.");
        }
        Optional<JobConfiguration> job = kafkaOptions.configuration();
        if (replay != null) {
            replay.check(job, run, spec.commandLine());
        }
        try (KafkaAccess kafka = KafkaOptions.openForReading(kafkaOptions.broker())) {
            if (replay != null && job.isPresent()) {
                return replay.run(job.get(), run, kafka.clients(), spec.commandLine());
            }
            return list(job, kafka);
        }
    }

    private int list(Optional<JobConfiguration> job, KafkaAccess kafka) throws IOException {
        List<String> topics =
                job.map(known -> List.of(known.topics().quarantine()))
                        .orElseGet(() -> quarantines(kafka));
        PrintWriter out = spec.commandLine().getOut();
        boolean any = false;
        for (String topic : topics) {
            QuarantineSummary summary = new QuarantineSummary(run, records);
            new QuarantineTopic(kafka.clients(), topic)
                    .read(summary::take)
                    .forEach(spec.commandLine().getErr()::println);
            if (!summary.isEmpty() || (job.isPresent() && isConfigured(job.get()))) {
                any = true;
                QuarantineReport.print(summary, topic, out);
                if (json != null) {
                    QuarantineReport.write(summary, topic, json);
                }
            }
        }
        if (!any) {
            spec.commandLine()
                    .getErr()
                    .println(
                            Message.of(
                                    "Nothing of a run '%s' stands on %s%s",
                                    run,
                                    topics.isEmpty()
                                            ? "this broker, which has no topic of quarantine."
                                            : topics + ".",
                                    job.map(QuarantineCommand::runs).orElse("")));
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    private static String runs(JobConfiguration job) {
        return Message.of(
                " The configuration has %s.",
                job.runs().stream().map(RunConfiguration::id).toList());
    }

    private boolean isConfigured(JobConfiguration job) {
        return job.runs().stream().anyMatch(each -> each.id().equals(run));
    }

    private static List<String> quarantines(KafkaAccess kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(kafka.clients())) {
            return consumer.listTopics().keySet().stream()
                    .filter(topic -> topic.endsWith(QuarantineTopic.SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
