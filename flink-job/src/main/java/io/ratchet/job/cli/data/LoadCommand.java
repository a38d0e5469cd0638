package io.ratchet.job.cli.data;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cli.SlowBroker;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cli.Terminal;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.setting.NearestKey;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.CheckedFile;
import io.ratchet.kafka.loader.ConsoleProgressBar;
import io.ratchet.kafka.loader.FileCheck;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.LoadSummary;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet load}: streams a file into a topic. */
@Command(
        name = "load",
        description = {
            """
            Streams a file into a topic, plain or packed by gzip, Zstandard or bzip2. A topic that \
            does not exist is made, and that is said.""",
            """
            The file is read once before anything is sent: it is taken as it is, or refused with \
            what it looks like.""",
            """
            FILE is a path, - for standard input, or the name of shipped data, such as \
            flights-2001.csv.gz."""
        })
public final class LoadCommand implements Subcommand {
    @Mixin private KafkaOptions kafkaOptions = new KafkaOptions();

    @Parameters(paramLabel = "FILE", description = "The file; images for the format idx.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Option(names = "--topic", required = true, description = "The topic.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String topic;

    @Mixin private FileOptions fileOptions = new FileOptions();

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "Partitions of a topic that has to be made. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--spread",
            description =
                    """
                    Which partition a record goes to: round-robin, key, partition:N, or weights \
                    such as 70,20,10. Default: key where --key is given, or else round-robin.""")
    private @Nullable String spread;

    @Option(names = "--rate", description = "Records a second at most.")
    private @Nullable Double rate;

    @Option(names = "--limit", description = "Stops after so many records.")
    private @Nullable Long limit;

    @Option(
            names = "--passes",
            defaultValue = "1",
            description = "How often the file is read. Default: ${DEFAULT-VALUE}.")
    private int passes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        TopicSpec wanted = TopicSpec.of(topic, partitions);
        RecordFile records = fileOptions.records(file);
        String spreadText = spread != null ? spread : fileOptions.isKeyed() ? "key" : "round-robin";
        LoadOptions options =
                new LoadOptions(
                        topic,
                        PartitionSpread.parse(spreadText),
                        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                        limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                        passes);
        Optional<JobConfiguration> job = kafkaOptions.configuration();
        job.ifPresent(known -> LoadAgreement.checkTopic(known, topic));
        PrintStream console = System.err;
        ConsoleProgressBar bar = new ConsoleProgressBar(console, Terminal.isWatched(), topic);
        CheckedFile checked = FileCheck.check(records, options, bar);
        PrintWriter err = spec.commandLine().getErr();
        err.println(records.fileNames() + ": " + checked.form().words());
        checked.remarks().forEach(err::println);
        err.flush();
        job.ifPresent(known -> LoadAgreement.check(known, topic, records, checked.form()));
        try (KafkaAccess kafka = kafkaOptions.open()) {
            SlowBroker.ask(kafka, err, () -> make(wanted, kafka)).ifPresent(err::println);
            err.flush();
            LoadSummary summary =
                    new FileLoader(new HashMap<>(kafka.clients())).load(checked, options, bar);
            summary.remarks().stream()
                    .filter(remark -> !checked.remarks().contains(remark))
                    .forEach(err::println);
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    Message.of(
                            "%s records, by partition %s",
                            summary.recordCount(), summary.recordsPerPartition()));
            out.println(summary.rows());
            return ExitCode.DONE;
        }
    }

    /** Makes the topic if it is missing; returns what is to be said of that. */
    private static Optional<String> make(TopicSpec wanted, KafkaAccess kafka) {
        try (Admin admin = kafka.admin()) {
            TopicExecutor executor = new TopicExecutor(admin);
            if (!executor.states(Set.of(wanted.name())).isEmpty()) {
                return Optional.empty();
            }
            Set<String> others = executor.names();
            executor.apply(executor.plan(List.of(wanted), PartitionGrowth.REFUSED));
            return Optional.of(
                    Message.of(
                            "Topic '%s' did not exist and was made, with %s%s%s",
                            wanted.name(),
                            wanted.partitions(),
                            wanted.partitions() == 1 ? " partition." : " partitions.",
                            NearestKey.of(wanted.name(), others)
                                    .map(near -> " There is a topic '" + near + "': if that was")
                                    .map(text -> text + " meant, load into it.")
                                    .orElse("")));
        }
    }
}
