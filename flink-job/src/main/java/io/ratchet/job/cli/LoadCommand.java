package io.ratchet.job.cli;

import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.kafka.loader.CheckedFile;
import io.ratchet.kafka.loader.ConsoleProgressBar;
import io.ratchet.kafka.loader.CsvLayout;
import io.ratchet.kafka.loader.DataFile;
import io.ratchet.kafka.loader.FileCheck;
import io.ratchet.kafka.loader.FileLoader;
import io.ratchet.kafka.loader.HeaderRule;
import io.ratchet.kafka.loader.LoadOptions;
import io.ratchet.kafka.loader.LoadSummary;
import io.ratchet.kafka.loader.PartitionSpread;
import io.ratchet.kafka.loader.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
            "Streams a file into a topic, plain or packed by gzip, Zstandard or bzip2. A topic that"
                    + " does not exist is made.",
            "The file is read once before anything is sent: it is taken as it is, or refused with"
                    + " what it looks like.",
            "FILE is a path, - for standard input, or the name of shipped data, such as"
                    + " flights-2001.csv.gz."
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
            defaultValue = "auto",
            description =
                    "csv (RFC 4180, separated by commas), json (objects, one a line, one behind the"
                            + " other, or in an array), idx, or auto, which tells csv from json."
                            + " Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String format;

    @Option(
            names = "--encoding",
            description =
                    "The encoding of the text, such as windows-1252. Default: UTF-8, or what the"
                            + " file's byte order mark says. Records are UTF-8 in any case.")
    private @Nullable String encoding;

    @ArgGroup(exclusive = true)
    private HeaderOptions headerOptions = new HeaderOptions();

    @Option(
            names = "--lines",
            description =
                    "Every line of the CSV file is a record, byte for byte, whatever is in it: for"
                            + " files with broken lines, which the job refuses.")
    private boolean lines;

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

    /** What the first row of a CSV file is. */
    private static final class HeaderOptions {
        @Option(
                names = "--header",
                description = "The CSV file has a header, even if it looks like data.")
        private boolean header;

        @Option(names = "--no-header", description = "The CSV file has no header.")
        private boolean noHeader;

        private HeaderRule rule() {
            return noHeader ? HeaderRule.ABSENT : header ? HeaderRule.THERE : HeaderRule.EXPECTED;
        }
    }

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
        PrintStream console = System.err;
        ConsoleProgressBar bar = new ConsoleProgressBar(console, Terminal.isWatched(), topic);
        CheckedFile checked = FileCheck.check(records, options, bar);
        PrintWriter err = spec.commandLine().getErr();
        err.println(records.fileNames() + ": " + checked.form().words());
        checked.remarks().forEach(err::println);
        err.flush();
        kafkaOptions
                .configuration()
                .ifPresent(job -> LoadAgreement.check(job, topic, records, checked.form()));
        try (KafkaAccess kafka = kafkaOptions.open()) {
            make(wanted, kafka);
            LoadSummary summary =
                    new FileLoader(new HashMap<>(kafka.clients())).load(checked, options, bar);
            summary.remarks().stream()
                    .filter(remark -> !checked.remarks().contains(remark))
                    .forEach(err::println);
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    summary.recordCount()
                            + " records, by partition "
                            + summary.recordsPerPartition());
            out.println(summary.rows());
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
        DataFile data = dataFile(file);
        Optional<String> keyName = Optional.ofNullable(key);
        Optional<Charset> charset = Optional.ofNullable(encoding).map(this::charset);
        if (!format.equals("csv") && !format.equals("auto")) {
            refuse(lines || layout().header() != HeaderRule.EXPECTED || !columns.isEmpty());
        }
        return switch (format) {
            case "auto" -> {
                if (labels != null) {
                    throw new ParameterException(
                            spec.commandLine(), "--labels belongs to --format idx.");
                }
                yield new RecordFile.Detected(data, layout().of(data), keyName, charset);
            }
            case "csv" -> new RecordFile.Csv(data, layout().of(data), keyName, charset);
            case "json" -> new RecordFile.Json(data, keyName, charset);
            case "idx" -> {
                if (labels == null) {
                    throw new ParameterException(
                            spec.commandLine(), "The format idx needs --labels.");
                }
                if (encoding != null || key != null) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--encoding and --key are for text, not for the format idx.");
                }
                yield new RecordFile.Idx(data, dataFile(labels), batch);
            }
            default ->
                    throw new ParameterException(
                            spec.commandLine(),
                            "The format '" + format + "' is none of auto, csv, json and idx.");
        };
    }

    private CsvLayout layout() {
        HeaderRule rule = headerOptions.rule();
        if (!columns.isEmpty() && rule != HeaderRule.ABSENT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--columns names the columns of a file without a header: say --no-header too.");
        }
        if (lines && encoding != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--lines sends bytes as they are, so --encoding has no meaning beside it.");
        }
        return new CsvLayout(rule, columns, lines);
    }

    private void refuse(boolean ofCsv) {
        if (ofCsv) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--lines, --header, --no-header and --columns are for CSV, not for the format "
                            + format
                            + ".");
        }
    }

    private Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The encoding '"
                            + name
                            + "' is not known. Some that are: UTF-8, UTF-16LE, ISO-8859-1,"
                            + " windows-1252, Shift_JIS.",
                    unknown);
        }
    }

    private static DataFile dataFile(String name) {
        Optional<ShippedData> shipped = ShippedData.ofName(name);
        return shipped.isPresent() ? shipped.get() : DataFile.of(Path.of(name));
    }
}
