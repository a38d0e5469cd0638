package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.ConfigurationKey.defaulted;
import static io.ratchet.job.configuration.ConfigurationKey.optional;
import static io.ratchet.job.configuration.ConfigurationKey.required;

import io.ratchet.kafka.csv.Separator;
import io.ratchet.kafka.notation.DateOrder;
import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.topic.KeyPartitioner;
import io.ratchet.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The keys of a run's input: {@link ConfigurationReference}, continued. */
final class InputReference {
    static final ConfigurationArea INPUT =
            new ConfigurationArea(
                    "runs[].input",
                    "What a run trains on. `columns` belong to the formats `csv` and `json`,"
                            + " `features` and `label` to the format `tensors`.",
                    List.of(
                            required("topic", ConfigurationReference.TOPIC, "The topic."),
                            optional(
                                    "key",
                                    ConfigurationReference.TEXT,
                                    "Trains on the records of this key only. They are read from the"
                                            + " partition that the producers' `partitioner` gives the"
                                            + " key; one that stands elsewhere goes to quarantine."),
                            defaulted(
                                    "partitioner",
                                    new ValueType.Choice(
                                            Arrays.stream(KeyPartitioner.values())
                                                    .map(KeyPartitioner::code)
                                                    .toList()),
                                    KeyPartitioner.KAFKA.code(),
                                    "How the producers of the topic choose a key's partition: `kafka`"
                                            + " for Kafka's own clients in Java, `librdkafka` for"
                                            + " those of Python, Go and .NET and for kcat, unless"
                                            + " their `partitioner` is set to `murmur2_random`. Of no"
                                            + " meaning without a `key`."),
                            required(
                                    "format",
                                    new ValueType.Choice(List.of("csv", "json", "tensors")),
                                    "What a record holds: a row as a CSV line or a JSON object, or a"
                                            + " ready-made batch as safetensors."),
                            defaulted(
                                    "from",
                                    new ValueType.Choice(List.of("earliest", "latest")),
                                    "earliest",
                                    "Where the run's first start begins to read."),
                            optional(
                                    "columns",
                                    new ValueType.SectionList("runs[].input.columns[]"),
                                    "The columns, in the order in which they reach the model. Columns"
                                            + " that are in the data and take no part have the type"
                                            + " `ignored`."),
                            optional(
                                    "header",
                                    new ValueType.TextList(),
                                    "Names of the columns in the order of the CSV line. Default: the"
                                            + " order of `columns`."),
                            defaulted(
                                    "separator",
                                    new ValueType.Choice(Separator.codes()),
                                    Separator.COMMA.code(),
                                    "What stands between the fields of a CSV line."),
                            defaulted(
                                    "decimal",
                                    new ValueType.Choice(DecimalMark.codes()),
                                    DecimalMark.POINT.code(),
                                    "What stands before the fraction of a number in a CSV line:"
                                            + " `comma` for 3,14."),
                            optional(
                                    "features",
                                    new ValueType.SectionList("runs[].input.features[]"),
                                    "The feature tensors, in the order in which they reach the"
                                            + " model."),
                            optional(
                                    "label",
                                    new ValueType.Section("runs[].input.label"),
                                    "The label tensor."),
                            defaulted(
                                    "batch",
                                    new ValueType.Whole(1, 1_000_000),
                                    "256",
                                    "Rows of a batch; of no meaning to `tensors`."),
                            defaulted(
                                    "order",
                                    new ValueType.Choice(List.of("turns", "arrival")),
                                    "turns",
                                    "With `turns`, partitions take turns, record by record, so that"
                                            + " the same records give the same weights; a partition"
                                            + " that lags holds the others back. `arrival` never"
                                            + " waits, and gives up bit-identical resume."),
                            defaulted(
                                    "readAhead",
                                    new ValueType.Whole(1, 100_000_000),
                                    "16384",
                                    "Records of one partition that may be on their way to TRAIN, or"
                                            + " wait there for their turn, before it is paused."
                                            + " Small values cost speed."),
                            defaulted(
                                    "maxRecordBytes",
                                    new ValueType.Size(1 << 10, 1 << 30),
                                    "16 mb",
                                    "Larger records go to quarantine as length, SHA-256 and their"
                                            + " first 64 KiB, or what that topic takes."),
                            optional(
                                    "sameRecordsAs",
                                    ConfigurationReference.TEXT,
                                    "The id of the topic that the run has read last, where the one"
                                            + " that stands under its name now was restored with the"
                                            + " same records at the same offsets. Without it, a run"
                                            + " does not go on where its topic has another id.")));

    static final ConfigurationArea NUMERIC =
            column(
                    "numeric",
                    "A number; reaches the model as (value − mean) / deviation.",
                    defaulted("mean", anyNumber(), "0", "Taken away from it."),
                    defaulted(
                            "deviation",
                            new ValueType.Decimal(0, false, Double.POSITIVE_INFINITY),
                            "1",
                            "Divides it."),
                    optional(
                            "missing",
                            anyNumber(),
                            "Stands in for a value that is missing: an empty field, in JSON `null`"
                                    + " or a field that is not there, and the texts of `nulls`."
                                    + " Default: such a row is refused."),
                    nulls());

    static final ConfigurationArea HASHED =
            column(
                    "hashed",
                    "A text that becomes an id by the hash of its bytes in UTF-8; a missing one is"
                            + " id 0.",
                    required("buckets", new ValueType.Whole(1, 100_000_000), "The number of ids."),
                    mayBeAbsent());

    static final ConfigurationArea LISTED =
            column(
                    "listed",
                    "A text that becomes an id by its place in a list; others are id 0. Composed"
                            + " and decomposed Unicode (NFC, NFD) are the same text.",
                    required("values", new ValueType.TextList(), "The list."),
                    mayBeAbsent());

    static final ConfigurationArea TIMESTAMP =
            column(
                    "timestamp",
                    "An instant that becomes an id for each part, in UTC; a missing one is id 0 in"
                            + " each. A date is taken as it stands.",
                    required(
                            "parts",
                            new ValueType.TextList(),
                            "Parts: `"
                                    + String.join(
                                            "`, `",
                                            Arrays.stream(TimePart.values())
                                                    .map(TimePart::code)
                                                    .toList())
                                    + "`."),
                    defaulted(
                            "written",
                            new ValueType.Choice(
                                    List.of(
                                            "iso",
                                            "epoch-seconds",
                                            "epoch-milliseconds",
                                            DateOrder.YEAR_FIRST.code(),
                                            DateOrder.DAY_FIRST.code(),
                                            DateOrder.MONTH_FIRST.code())),
                            "iso",
                            "How it is written: by ISO-8601, as `2024-03-01T10:15:30+01:00`, with a"
                                    + " `T` or a blank, and `Z`, `UTC`, `+01:00`, `+0100` or `+01`;"
                                    + " as a number since 1970 in UTC; or as a date, with or without a"
                                    + " time behind it, which is taken as it stands: `date` for"
                                    + " `2024-12-31`, `date-day-first` for `31.12.2024` or"
                                    + " `31/12/2024`, `date-month-first` for `12/31/2024`."),
                    optional(
                            "zone",
                            ConfigurationReference.TEXT,
                            "Whose time it is where an ISO-8601 time is written without an offset:"
                                    + " `UTC`, `+01:00`, `Europe/Berlin`. A time that the zone"
                                    + " skipped is refused; of two that are the same when clocks go"
                                    + " back, it is the first. Default: such a row is refused."),
                    nulls(),
                    mayBeAbsent());

    static final ConfigurationArea LABEL_COLUMN =
            column(
                    "label",
                    "What is to be predicted, exactly one column: a number as it stands, unless one"
                            + " of the keys below says otherwise.",
                    optional(
                            "above",
                            anyNumber(),
                            "The label is 1 where the number is above, or 0."),
                    optional(
                            "classes",
                            new ValueType.Classes(2, 1 << 24),
                            "The label is a class. A number says how many there are: labels are"
                                    + " 0 to classes − 1. A list, as `[ham, spam]`, has the texts"
                                    + " that stand in the data; their order decides which class is"
                                    + " which, the first is 0, and the second the one that"
                                    + " `binary-cross-entropy` calls 1. A record with any other"
                                    + " label goes to quarantine."));

    static final ConfigurationArea IGNORED =
            column("ignored", "A column that is in the data and takes no part.");

    static final ConfigurationArea FEATURE =
            new ConfigurationArea(
                    "runs[].input.features[]", "A feature tensor.", tensorKeys(List.of()));

    static final ConfigurationArea LABEL_TENSOR =
            new ConfigurationArea(
                    "runs[].input.label",
                    "The label tensor.",
                    tensorKeys(
                            List.of(
                                    optional(
                                            "classes",
                                            new ValueType.Whole(2, 1 << 24),
                                            "The label is a class, 0 to classes − 1; a record with any"
                                                    + " other goes to quarantine."))));

    private InputReference() {}

    static List<ConfigurationArea> areas() {
        return List.of(
                INPUT,
                NUMERIC,
                HASHED,
                LISTED,
                TIMESTAMP,
                LABEL_COLUMN,
                IGNORED,
                FEATURE,
                LABEL_TENSOR);
    }

    /** The name of a tensor type in the file. */
    static String word(TensorType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static List<ConfigurationKey> tensorKeys(List<ConfigurationKey> more) {
        List<ConfigurationKey> keys =
                new ArrayList<>(
                        List.of(
                                required(
                                        "name",
                                        ConfigurationReference.TEXT,
                                        "Its name in the record."),
                                required(
                                        "type",
                                        new ValueType.Choice(
                                                TensorType.TRAINED.stream()
                                                        .map(InputReference::word)
                                                        .toList()),
                                        "Its elements; `uint8` features are divided by 255."),
                                defaulted(
                                        "shape",
                                        new ValueType.WholeList(1, 1_000_000),
                                        "[]",
                                        "Its shape without the first dimension, the samples.")));
        keys.addAll(more);
        return keys;
    }

    private static ConfigurationArea column(String type, String meaning, ConfigurationKey... keys) {
        List<ConfigurationKey> all = new ArrayList<>();
        all.add(required("name", ConfigurationReference.TEXT, "The column's name."));
        all.add(required("type", new ValueType.Choice(List.of(type)), "`" + type + "`."));
        all.addAll(List.of(keys));
        return new ConfigurationArea("runs[].input.columns[] (" + type + ")", meaning, all);
    }

    /** Texts that say that a value is missing. */
    private static ConfigurationKey nulls() {
        return optional(
                "nulls",
                new ValueType.TextList(),
                "Texts that say that the value is missing, as an empty one does: `[NA, '-']`. They"
                        + " are compared as they are written.");
    }

    /** Whether a JSON object may lack a column. */
    private static ConfigurationKey mayBeAbsent() {
        return defaulted(
                "optional",
                new ValueType.Flag(),
                "false",
                "Whether a JSON object may lack it, which is the same as `null` then. Default: such a"
                        + " row is refused, as one with a misspelled name is.");
    }

    private static ValueType.Decimal anyNumber() {
        return new ValueType.Decimal(-Double.MAX_VALUE, true, Double.POSITIVE_INFINITY);
    }
}
