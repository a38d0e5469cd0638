package io.ratchet.job.cli;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.kafka.loader.ConsoleProgressBar;
import io.ratchet.kafka.loader.DataFile;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.LoadSummary;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.loader.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.io.PrintStream;
import java.nio.file.Path;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet load}: streams a file into a topic. */
@Command(
        name = "load",
        description = {
            "Streams a file, gzipped or not, into a topic. A topic that does not exist is made.",
            "FILE is a path, or the name of shipped data, such as flights-2001.csv.gz."
        })
public final class LoadCommand implements Subcommand {
    @Mixin private KafkaOptions kafkaOptions = new KafkaOptions();

    @Parameters(paramLabel = "FILE", description = "The file; images for the format idx.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Option(names = "--topic", required = true, description = "The topic.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String topic;

    @Option(
            names = "--format",
            defaultValue = "csv",
            description = "csv, json (JSON lines) or idx. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String format;

    @Option(names = "--no-header", description = "The CSV file has no header.")
    private boolean noHeader;

    @Option(
            names = "--columns",
            split = ",",
            description = "The columns of a CSV file without a header; needed for --key.")
    private List<String> columns = List.of();

    @Option(names = "--key", description = "The column or field whose value is the record's key.")
    private @Nullable String key;

    @Option(names = "--labels", description = "The labels file of the format idx.")
    private @Nullable String labels;

    @Option(
            names = "--batch",
            defaultValue = "64",
            description = "Rows of a batch of the format idx. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "Partitions of a topic that has to be made. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--spread",
            description =
                    "Which partition a record goes to: round-robin, key, partition:N, or weights"
                            + " such as 70,20,10. Default: key where --key is given, or else"
                            + " round-robin.")
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
        RecordFile records = records();
        String spreadText = spread != null ? spread : key != null ? "key" : "round-robin";
        LoadOptions options =
                new LoadOptions(
                        topic,
                        PartitionSpread.parse(spreadText),
                        rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                        limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                        passes);
        try (KafkaAccess kafka = kafkaOptions.open()) {
            make(wanted, kafka);
            PrintStream console = System.err;
            LoadSummary summary =
                    new FileLoader(new HashMap<>(kafka.clients()))
                            .load(
                                    records,
                                    options,
                                    new ConsoleProgressBar(console, Terminal.isWatched(), topic));
            spec.commandLine()
                    .getOut()
                    .println(
                            summary.recordCount()
                                    + " records, by partition "
                                    + summary.recordsPerPartition());
            return ExitCode.DONE;
        }
    }

    private static void make(TopicSpec wanted, KafkaAccess kafka) {
        try (Admin admin = kafka.admin()) {
            TopicExecutor executor = new TopicExecutor(admin);
            if (executor.states(Set.of(wanted.name())).isEmpty()) {
                executor.apply(executor.plan(List.of(wanted), PartitionGrowth.REFUSED));
            }
        }
    }

    private RecordFile records() {
        return switch (format) {
            case "csv" ->
                    new RecordFile.Csv(
                            dataFile(file), !noHeader, columns, Optional.ofNullable(key));
            case "json" -> new RecordFile.JsonLines(dataFile(file), Optional.ofNullable(key));
            case "idx" -> {
                if (labels == null) {
                    throw new ParameterException(
                            spec.commandLine(), "The format idx needs --labels.");
                }
                yield new RecordFile.Idx(dataFile(file), dataFile(labels), batch);
            }
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "The format '" + format + "' is none of csv, json and idx.");
        };
    }

    private static DataFile dataFile(String name) {
        Optional<ShippedData> shipped = ShippedData.ofName(name);
        return shipped.isPresent() ? shipped.get() : DataFile.of(Path.of(name));
    }
}
