package io.ratchet.job.cli.data;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.KafkaOptions;
import io.ratchet.job.cli.SlowBroker;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.log.CommittedRecords;
import io.ratchet.job.sample.TopicSample;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicPlan;
import io.ratchet.kafka.topic.TopicSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet topics}: makes topics, tells what would have to change, and what is on them. */
@Command(
        name = "topics",
        description = "Makes topics, tells what would have to change, and what is on them.")
public final class TopicsCommand implements Subcommand {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Which one, list, read, create or describe?");
    }

    @Command(
            name = "list",
            description =
                    """
                    Lists the topics, each with its partitions and how many records it holds at \
                    most. An embedded broker is read where it lies.""")
    int list(@Mixin KafkaOptions options) {
        PrintWriter out = spec.commandLine().getOut();
        try (KafkaAccess kafka = KafkaOptions.openForReading(options.broker());
                KafkaConsumer<byte[], byte[]> consumer =
                        CommittedRecords.consumer(kafka.clients())) {
            TopicLines.list(asked(kafka, consumer::listTopics).keySet(), consumer, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    @Command(
            name = "read",
            description =
                    """
                    Shows the newest committed records of a topic, each with its partition and \
                    offset. An embedded broker is read where it lies.""")
    int read(
            @Parameters(paramLabel = "TOPIC", description = "The topic.") String topic,
            @Option(
                            names = "--records",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "So many of each partition. Default: ${DEFAULT-VALUE}.")
                    int records,
            @Mixin KafkaOptions options) {
        if (records < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--records is " + records + ", below 1.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (KafkaAccess kafka = KafkaOptions.openForReading(options.broker());
                KafkaConsumer<byte[], byte[]> consumer =
                        CommittedRecords.consumer(kafka.clients())) {
            TopicSample sample = asked(kafka, () -> TopicSample.of(consumer, topic));
            spec.commandLine().getErr().println(TopicLines.words(sample, records));
            TopicLines.read(sample, records, consumer, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private <T> T asked(KafkaAccess kafka, Supplier<T> question) {
        return SlowBroker.ask(kafka, spec.commandLine().getErr(), question);
    }

    @Command(
            name = "create",
            description =
                    """
                    Makes topics what they should be: those that are named, and the output topics \
                    of the configuration or prefix.""")
    int create(@Mixin KafkaOptions kafka, @Mixin Wanted wanted) {
        return with(kafka, wanted, true);
    }

    @Command(
            name = "describe",
            description = "Tells what 'create' would change, and changes nothing.")
    int describe(@Mixin KafkaOptions kafka, @Mixin Wanted wanted) {
        return with(kafka, wanted, false);
    }

    private int with(KafkaOptions options, Wanted wanted, boolean change) {
        List<TopicSpec> specs = new ArrayList<>(wanted.specs());
        options.configuration()
                .map(JobConfiguration::topics)
                .ifPresent(
                        topics ->
                                specs.addAll(
                                        RatchetTopics.of(topics.prefix())
                                                .specs(topics.replication())));
        if (specs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Which topics? Give their names, --config or --prefix.");
        }
        try (KafkaAccess kafka =
                        change ? options.open() : KafkaOptions.openForReading(options.broker());
                Admin admin = kafka.admin()) {
            TopicExecutor executor = new TopicExecutor(admin);
            TopicPlan plan = asked(kafka, () -> executor.plan(specs, wanted.growth()));
            spec.commandLine().getOut().print(plan.text());
            spec.commandLine().getOut().flush();
            if (change) {
                executor.apply(plan);
            }
            return plan.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** Topics as they should be. */
    static final class Wanted {
        @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "Names of topics.")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--prefix",
                paramLabel = "PREFIX",
                description = "The output topics of a job with this prefix.")
        private @Nullable String prefix;

        @Option(
                names = "--partitions",
                defaultValue = "1",
                description = "Partitions of the named topics. Default: ${DEFAULT-VALUE}.")
        private int partitions;

        @Option(
                names = "--replication",
                defaultValue = "1",
                description = "Replicas. Default: ${DEFAULT-VALUE}.")
        private int replication;

        @Option(
                names = "--setting",
                paramLabel = "KEY=VALUE",
                description = "A setting of the named topics, such as retention.ms=-1.")
        private Map<String, String> settings = new HashMap<>();

        @Option(
                names = "--allow-partition-growth",
                description =
                        """
                        Lets partitions be added to a topic that exists. Runs that read it no \
                        longer resume to the same bits.""")
        private boolean growth;

        List<TopicSpec> specs() {
            List<TopicSpec> specs = new ArrayList<>();
            for (String name : names) {
                specs.add(new TopicSpec(name, partitions, replication, settings));
            }
            if (prefix != null) {
                specs.addAll(RatchetTopics.of(prefix).specs(replication));
            }
            return specs;
        }

        PartitionGrowth growth() {
            return growth ? PartitionGrowth.ALLOWED : PartitionGrowth.REFUSED;
        }
    }
}
