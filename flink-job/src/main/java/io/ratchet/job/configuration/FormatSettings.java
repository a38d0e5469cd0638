package io.ratchet.job.configuration;

import static io.ratchet.job.setting.Setting.defaulted;
import static io.ratchet.job.setting.Setting.optional;

import io.ratchet.job.setting.Given;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.format.SchemaException;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A format of records: which of the input's settings belong to it, and what they are read as.
 *
 * @param code its name in the file
 * @param settings those of an input that belong to it
 * @param reader from an input to what its records look like, which is made only of settings without
 *     faults
 */
record FormatSettings(
        String code, List<Setting<?>> settings, Function<Section, Supplier<InputFormat>> reader) {
    private static final Setting<Optional<List<Column>>> COLUMNS =
            optional(
                    "columns",
                    Values.list("list of sections", ColumnSettings.kinds()),
                    "The columns, in the order in which they reach the model. Columns that are in"
                            + " the data and take no part have the type `ignored`.");
    private static final Setting<Optional<List<String>>> HEADER =
            optional(
                    "header",
                    Values.texts(),
                    "Names of the columns in the order of the CSV line. Default: the order of"
                            + " `columns`.");
    private static final Setting<Separator> SEPARATOR =
            defaulted(
                    "separator",
                    Values.choice(Separator::code, Separator.values()),
                    Separator.COMMA.code(),
                    "What stands between the fields of a CSV line.");
    private static final Setting<DecimalMark> DECIMAL =
            defaulted(
                    "decimal",
                    Values.choice(DecimalMark::code, DecimalMark.values()),
                    DecimalMark.POINT.code(),
                    "What stands before the fraction of a number in a CSV line: `comma` for 3,14.");
    private static final Setting<Optional<List<TensorSpec>>> FEATURES =
            optional(
                    "features",
                    Values.list("list of sections", TensorSettings.feature()),
                    "The feature tensors, in the order in which they reach the model.");
    private static final Setting<Optional<TensorSettings>> LABEL =
            optional("label", TensorSettings.label(), "The label tensor.");

    /** All that belong to one of the formats. */
    static final Setting<?>[] SETTINGS = {COLUMNS, HEADER, SEPARATOR, DECIMAL, FEATURES, LABEL};

    private static final FormatSettings CSV =
            new FormatSettings(
                    "csv", List.of(COLUMNS, HEADER, SEPARATOR, DECIMAL), FormatSettings::csv);
    private static final FormatSettings JSON =
            new FormatSettings("json", List.of(COLUMNS), FormatSettings::json);
    private static final FormatSettings TENSORS =
            new FormatSettings("tensors", List.of(FEATURES, LABEL), FormatSettings::tensors);

    static FormatSettings[] all() {
        return new FormatSettings[] {CSV, JSON, TENSORS};
    }

    /** What the records look like, unless there are faults, which are noted. */
    Optional<InputFormat> read(Section input) {
        for (Setting<?> setting : SETTINGS) {
            if (!settings.contains(setting) && input.has(setting)) {
                input.fault(
                        setting, "belongs to the format %s, not to this one.", formatsOf(setting));
            }
        }
        Supplier<InputFormat> format = reader.apply(input);
        if (!settings.stream().allMatch(setting -> input.given(setting).isSound())) {
            return Optional.empty();
        }
        try {
            return Optional.of(format.get());
        } catch (SchemaException e) {
            e.faults().forEach(fault -> input.fault(settings.get(0), "%s.", fault));
            return Optional.empty();
        }
    }

    private static String formatsOf(Setting<?> setting) {
        return List.of(all()).stream()
                .filter(format -> format.settings.contains(setting))
                .map(FormatSettings::code)
                .collect(Collectors.joining(" or "));
    }

    private static Supplier<InputFormat> csv(Section input) {
        List<Column> columns = columns(input);
        for (Given column : input.given(COLUMNS).elements()) {
            Given optional = column.at(ColumnSettings.OPTIONAL.name());
            if (!optional.isAbsent() && optional.isSound()) {
                optional.fault("belongs to the format json, not to this one.");
            }
        }
        List<String> header = input.get(HEADER).orElse(List.of());
        CsvSyntax syntax = new CsvSyntax(input.get(SEPARATOR), input.get(DECIMAL));
        return () -> {
            RowSchema schema = new RowSchema(columns);
            InputFormat.Csv format =
                    new InputFormat.Csv(schema, header.isEmpty() ? schema.names() : header, syntax);
            format.decoder();
            return format;
        };
    }

    private static Supplier<InputFormat> json(Section input) {
        List<Column> columns = columns(input);
        return () -> new InputFormat.Json(new RowSchema(columns));
    }

    private static List<Column> columns(Section input) {
        Optional<List<Column>> columns = input.get(COLUMNS);
        if (columns.isEmpty()) {
            input.fault(COLUMNS, "is missing; rows need their columns.");
        }
        return columns.orElse(List.of());
    }

    private static Supplier<InputFormat> tensors(Section input) {
        List<TensorSpec> features = input.get(FEATURES).orElse(List.of());
        Optional<TensorSettings> label = input.get(LABEL);
        if (features.isEmpty()) {
            input.fault(FEATURES, "is empty or missing; give at least one feature tensor.");
        }
        if (label.isEmpty()) {
            input.fault(LABEL, "is missing; ready-made batches need a label tensor.");
        }
        return () ->
                label.map(each -> new TensorSchema(features, each.tensor(), each.kind()))
                        .map(InputFormat.Tensors::new)
                        .orElseThrow();
    }
}
