package io.ratchet.job.cli.data;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.message.Message;
import io.ratchet.job.quarantine.Replay;
import io.ratchet.job.quarantine.ReplayCounts;
import io.ratchet.job.sample.TopicSample;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import io.ratchet.training.run.PartitionSpan;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How quarantined records are sent again. */
final class ReplayOptions {
    @Option(
            names = "--replay",
            required = true,
            description =
                    """
                    Sends refused records again, each once. Needs --config. Exits with 1 where \
                    some are still refused, or could not be sent.""")
    private boolean replay;

    @Option(
            names = "--to",
            paramLabel = "RUN",
            description = "The run that is to take them. Default: the one that has refused them.")
    private @Nullable String to;

    @Option(names = "--dry-run", description = "Only says what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--others-too",
            description =
                    """
                    Also where other runs of the job, which have trained the records, get them \
                    again.""")
    private boolean othersToo;

    /** Refuses, before a broker is asked, what cannot be sent. */
    void check(Optional<JobConfiguration> job, String from, CommandLine commandLine) {
        if (!replay) {
            throw new ParameterException(
                    commandLine, "--to, --dry-run and --others-too belong to --replay.");
        }
        if (job.isEmpty()) {
            throw new ParameterException(
                    commandLine,
                    """
                    --replay needs --config: what is sent has to be accepted by a run as it is \
                    configured.""");
        }
        target(job.get(), to == null ? from : to, commandLine);
    }

    int run(
            JobConfiguration job,
            String from,
            Map<String, String> clients,
            CommandLine commandLine) {
        RunConfiguration target = target(job, to == null ? from : to, commandLine);
        Replay records =
                new Replay(
                        job,
                        clients,
                        from,
                        target,
                        spans(clients, target.input().topic()),
                        Clock.systemUTC());
        PrintWriter out = commandLine.getOut();
        ReplayCounts counts = records.plan(othersToo);
        if (!dryRun && counts.sent() > 0) {
            makeLog(job, clients);
            counts = records.send(othersToo);
        }
        counts.lines(target.id(), dryRun).forEach(out::println);
        if (counts.sent() > 0) {
            out.println(
                    Message.of(
                            """
                            They stand at the end of topic %s, with the header \
                            ratchet.replayed-from; every reader of the topic gets them.""",
                            target.input().topic()));
            if (records.isBounded()) {
                out.println(
                        Message.of(
                                """
                                Run %s ends where its topic ended at its first start: it reads \
                                them only if it goes on behind that.""",
                                target.id()));
            }
        }
        return counts.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static RunConfiguration target(
            JobConfiguration job, String id, CommandLine commandLine) {
        return job.runs().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        commandLine,
                                        Message.of(
                                                """
                                        The configuration has no run '%s', only %s: say with --to \
                                        which of them takes the records.""",
                                                id,
                                                job.runs().stream()
                                                        .map(RunConfiguration::id)
                                                        .toList())));
    }

    private static List<PartitionSpan> spans(Map<String, String> clients, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedRecords.consumer(clients)) {
            TopicSample now = TopicSample.of(consumer, topic);
            return now.ends().entrySet().stream()
                    .map(
                            end ->
                                    new PartitionSpan(
                                            end.getKey().partition(),
                                            now.begins().getOrDefault(end.getKey(), 0L),
                                            end.getValue()))
                    .sorted(Comparator.comparingInt(PartitionSpan::partition))
                    .toList();
        }
    }

    private static void makeLog(JobConfiguration job, Map<String, String> clients) {
        TopicSpec log =
                RatchetTopics.of(job.topics().prefix()).replaysSpec(job.topics().replication());
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            TopicExecutor executor = new TopicExecutor(admin);
            if (executor.states(Set.of(log.name())).isEmpty()) {
                executor.apply(executor.plan(List.of(log), PartitionGrowth.REFUSED));
            }
        }
    }
}
