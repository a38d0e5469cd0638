package io.ratchet.job.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.csv.CsvSyntax;
import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.SchemaException;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.kafka.topic.KeyPartitioner;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.run.RecordOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a run's input. */
final class InputReader {
    private static final List<ConfigurationArea> COLUMNS =
            List.of(
                    InputReference.NUMERIC,
                    InputReference.HASHED,
                    InputReference.LISTED,
                    InputReference.TIMESTAMP,
                    InputReference.LABEL_COLUMN,
                    InputReference.IGNORED);

    private InputReader() {}

    /** The input, unless its format has faults, which are noted. */
    static Optional<InputConfiguration> read(Section input) {
        int faultsBefore = input.faults().count();
        String topic = input.text("topic");
        Optional<InputFormat> format =
                switch (input.choice("format")) {
                    case "csv", "json" -> rows(input);
                    default -> tensors(input);
                };
        InputConfiguration configuration =
                new InputConfiguration(
                        topic,
                        input.optionalText("key"),
                        KeyPartitioner.ofCode(input.choice("partitioner")).orElseThrow(),
                        format.orElse(new InputFormat.Json(PLACEHOLDER)),
                        input.choice("from").equals("latest"),
                        input.integer("batch"),
                        input.integer("readAhead"),
                        input.choice("order").equals("turns")
                                ? RecordOrder.TURNS
                                : RecordOrder.ARRIVAL,
                        Math.toIntExact(input.bytes("maxRecordBytes")),
                        input.optionalText("sameRecordsAs"));
        return input.faults().count() == faultsBefore
                ? Optional.of(configuration)
                : Optional.empty();
    }

    /** Never leaves this class: it stands in while the other keys of a faulty input are read. */
    private static final RowSchema PLACEHOLDER =
            new RowSchema(
                    List.of(
                            Column.Numeric.unscaled("x"),
                            new Column.Label("y", new LabelKind.Value())));

    private static Optional<InputFormat> rows(Section input) {
        refuse(input, "features", "tensors");
        refuse(input, "label", "tensors");
        if (!input.has("columns")) {
            input.fault("columns", "is missing; rows need their columns.");
            return Optional.empty();
        }
        int faultsBefore = input.faults().count();
        List<Column> columns = new ArrayList<>();
        boolean csv = input.choice("format").equals("csv");
        int index = 0;
        for (JsonNode given : input.elements("columns")) {
            String path = input.pathOf("columns") + "[" + index++ + "]";
            Variants.of(given, path, COLUMNS, input.faults())
                    .map(area -> column(new Section(area, path, given, input.faults()), csv))
                    .ifPresent(columns::add);
        }
        if (!csv) {
            refuseCsvKeys(input);
        }
        List<String> header = input.texts("header");
        if (input.faults().count() != faultsBefore) {
            return Optional.empty();
        }
        try {
            RowSchema schema = new RowSchema(columns);
            if (!csv) {
                return Optional.of(new InputFormat.Json(schema));
            }
            List<String> order = header.isEmpty() ? schema.names() : header;
            InputFormat.Csv format = new InputFormat.Csv(schema, order, syntax(input));
            format.decoder();
            return Optional.of(format);
        } catch (SchemaException e) {
            e.faults().forEach(fault -> input.fault("columns", fault + "."));
            return Optional.empty();
        }
    }

    private static Column column(Section column, boolean csv) {
        String name = column.text("name");
        if (csv && column.knows("optional") && column.has("optional")) {
            refuse(column, "optional", "json");
        }
        return switch (column.choice("type")) {
            case "numeric" ->
                    new Column.Numeric(
                            name,
                            column.decimal("mean"),
                            column.decimal("deviation"),
                            column.has("missing")
                                    ? new MissingNumber.Fill(column.decimal("missing"))
                                    : new MissingNumber.Refuse(),
                            column.texts("nulls"));
            case "hashed" ->
                    new Column.Hashed(name, column.integer("buckets"), column.flag("optional"));
            case "listed" ->
                    new Column.Listed(name, column.texts("values"), column.flag("optional"));
            case "timestamp" ->
                    new Column.Timestamp(
                            name,
                            parts(column),
                            TimeNotationReader.read(column),
                            column.texts("nulls"),
                            column.flag("optional"));
            case "label" -> new Column.Label(name, labelKind(column));
            default -> new Column.Ignored(name);
        };
    }

    private static List<TimePart> parts(Section column) {
        List<TimePart> parts = new ArrayList<>();
        List<String> codes = Arrays.stream(TimePart.values()).map(TimePart::code).toList();
        for (String code : column.texts("parts")) {
            Optional<TimePart> part = TimePart.ofCode(code);
            if (part.isEmpty()) {
                column.fault(
                        "parts",
                        "holds '"
                                + code
                                + "', but one of "
                                + String.join(", ", codes)
                                + " is expected.");
            }
            part.ifPresent(parts::add);
        }
        return parts;
    }

    private static LabelKind labelKind(Section column) {
        if (column.has("above") && column.has("classes")) {
            column.fault("classes", "is given beside 'above'; give one of the two.");
        }
        if (column.has("above")) {
            return new LabelKind.Above(column.decimal("above"));
        }
        if (!column.has("classes")) {
            return new LabelKind.Value();
        }
        return column.raw("classes").isArray()
                ? new LabelKind.Named(column.texts("classes"))
                : new LabelKind.Classes(column.classCount("classes"));
    }

    private static Optional<InputFormat> tensors(Section input) {
        refuse(input, "columns", "csv or json");
        refuseCsvKeys(input);
        List<TensorSpec> features =
                input.sections("features", InputReference.FEATURE).stream()
                        .map(InputReader::tensor)
                        .toList();
        if (features.isEmpty()) {
            input.fault("features", "is empty or missing; give at least one feature tensor.");
        }
        if (!input.has("label")) {
            input.fault("label", "is missing; ready-made batches need a label tensor.");
        }
        if (features.isEmpty() || !input.has("label")) {
            return Optional.empty();
        }
        Section label = input.section("label", InputReference.LABEL_TENSOR);
        LabelKind kind =
                label.has("classes")
                        ? new LabelKind.Classes(label.integer("classes"))
                        : new LabelKind.Value();
        try {
            return Optional.of(
                    new InputFormat.Tensors(new TensorSchema(features, tensor(label), kind)));
        } catch (SchemaException e) {
            e.faults().forEach(fault -> input.fault("features", fault + "."));
            return Optional.empty();
        }
    }

    private static TensorSpec tensor(Section tensor) {
        String word = tensor.choice("type");
        TensorType type = TensorType.FLOAT32;
        for (TensorType candidate : TensorType.TRAINED) {
            if (InputReference.word(candidate).equals(word)) {
                type = candidate;
            }
        }
        return new TensorSpec(
                tensor.text("name"),
                type,
                tensor.integers("shape").stream().map(Integer::longValue).toList());
    }

    private static CsvSyntax syntax(Section input) {
        return new CsvSyntax(
                Separator.ofText(input.choice("separator")).orElseThrow(),
                DecimalMark.ofCode(input.choice("decimal")).orElseThrow());
    }

    private static void refuseCsvKeys(Section input) {
        refuse(input, "header", "csv");
        refuse(input, "separator", "csv");
        refuse(input, "decimal", "csv");
    }

    private static void refuse(Section input, String name, String format) {
        if (input.has(name)) {
            input.fault(name, "belongs to the format " + format + ", not to this one.");
        }
    }
}
