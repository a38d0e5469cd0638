package io.ratchet.job.cli.data;

import io.ratchet.job.message.Message;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.file.CsvLayout;
import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.HeaderRule;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.loader.ShippedData;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a file is read: the same for all commands that take one. */
final class FileOptions {
    @Option(
            names = "--format",
            defaultValue = "auto",
            description =
                    """
                    csv (RFC 4180), json (objects, one a line, one behind the other, or in an \
                    array), idx, or auto, which tells csv from json. Default: ${DEFAULT-VALUE}.""")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String format;

    @Option(
            names = "--encoding",
            description =
                    """
                    The encoding of the text, such as windows-1252. Default: UTF-8, or what the \
                    file's byte order mark says. Records are UTF-8 in any case.""")
    private @Nullable String encoding;

    @Option(
            names = "--separator",
            paramLabel = "S",
            description =
                    """
                    What stands between the columns of a CSV file: comma, semicolon, tab or bar. \
                    Default: it is found out, and said.""")
    private @Nullable String separator;

    @ArgGroup(exclusive = true)
    private HeaderOptions headerOptions = new HeaderOptions();

    @Option(
            names = "--lines",
            description =
                    """
                    Every line of the CSV file is a record, byte for byte, whatever is in it: for \
                    files with broken lines, which the job refuses.""")
    private boolean lines;

    @Option(
            names = "--columns",
            split = ",",
            description = "The columns of a CSV file without a header, as a,b,c; needed for --key.")
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

    @Spec(Spec.Target.MIXEE)
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

        private List<String> arguments() {
            return noHeader ? List.of("--no-header") : header ? List.of("--header") : List.of();
        }

        private HeaderRule rule() {
            return noHeader ? HeaderRule.ABSENT : header ? HeaderRule.THERE : HeaderRule.EXPECTED;
        }
    }

    /** The names of the columns, where the file has none. */
    List<String> columnNames() {
        return List.copyOf(columns);
    }

    /** What separates the columns of CSV, where that is said. */
    Optional<Separator> separator() {
        return Optional.ofNullable(separator)
                .map(text -> Separator.ofText(text).orElseThrow(() -> unknownSeparator(text)));
    }

    private ParameterException unknownSeparator(String text) {
        return new ParameterException(
                spec.commandLine(),
                Message.of(
                        "The separator '%s' is none of %s.",
                        text, String.join(", ", Separator.codes())));
    }

    /** What of them is given, as it is to be given again to another command. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--format", format.equals("auto") ? null : format);
        add(arguments, "--encoding", encoding);
        add(arguments, "--separator", separator);
        add(arguments, "--columns", columns.isEmpty() ? null : String.join(",", columns));
        add(arguments, "--key", key);
        if (lines) {
            arguments.add("--lines");
        }
        arguments.addAll(headerOptions.arguments());
        return arguments;
    }

    private static void add(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value);
        }
    }

    /** Whether records get a key. */
    boolean isKeyed() {
        return key != null;
    }

    /** The file, as the options say that it is to be read. */
    RecordFile records(String file) {
        DataFile data = dataFile(file);
        Optional<String> keyName = Optional.ofNullable(key);
        Optional<Charset> charset = Optional.ofNullable(encoding).map(this::charset);
        if (!format.equals("csv") && !format.equals("auto")) {
            refuse(
                    lines
                            || layout().header() != HeaderRule.EXPECTED
                            || !columns.isEmpty()
                            || separator != null);
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
        return new CsvLayout(rule, columns, lines, separator());
    }

    private void refuse(boolean ofCsv) {
        if (ofCsv) {
            throw new ParameterException(
                    spec.commandLine(),
                    Message.of(
                            """
                            --lines, --header, --no-header, --columns and --separator are for CSV, \
                            not for the format %s.""",
                            format));
        }
    }

    private Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    Message.of(
                            """
                            The encoding '%s' is not known. Some that are: UTF-8, UTF-16LE, \
                            ISO-8859-1, windows-1252, Shift_JIS.""",
                            name),
                    unknown);
        }
    }

    private static DataFile dataFile(String name) {
        Optional<ShippedData> shipped = ShippedData.ofName(name);
        return shipped.isPresent() ? shipped.get() : DataFile.of(Path.of(name));
    }
}
