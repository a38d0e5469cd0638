package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.kafka.topic.KeyPartitioner;
import io.ratchet.kafka.topic.TopicSpec;
import io.ratchet.training.run.RecordOrder;
import java.util.List;
import java.util.Optional;

/** The settings of a run's input. */
final class InputSettings {
    private static final Keys KEYS =
            new Keys(
                    "What a run trains on. `columns` belong to the formats `csv` and `json`,"
                            + " `features` and `label` to the format `tensors`.");

    private static final Setting<String> TOPIC =
            KEYS.required("topic", Values.text(TopicSpec.NAME, TopicSpec.NAME_WORDS), "The topic.");
    private static final Setting<Optional<String>> KEY =
            KEYS.optional(
                    "key",
                    Values.text(),
                    "Trains on the records of this key only. They are read from the partition that"
                            + " the producers' `partitioner` gives the key; one that stands"
                            + " elsewhere goes to quarantine.");
    private static final Setting<KeyPartitioner> PARTITIONER =
            KEYS.defaulted(
                    "partitioner",
                    Values.choice(KeyPartitioner::code, KeyPartitioner.values()),
                    KeyPartitioner.KAFKA.code(),
                    "How the producers of the topic choose a key's partition: `kafka` for Kafka's"
                            + " own clients in Java, `librdkafka` for those of Python, Go and .NET"
                            + " and for kcat, unless their `partitioner` is set to"
                            + " `murmur2_random`. Of no meaning without a `key`.");
    private static final Setting<FormatSettings> FORMAT =
            KEYS.required(
                    "format",
                    Values.choice(FormatSettings::code, FormatSettings.all()),
                    "What a record holds: a row as a CSV line or a JSON object, or a ready-made"
                            + " batch as safetensors.");
    private static final Setting<Boolean> FROM_LATEST =
            KEYS.defaulted(
                    "from",
                    Values.choice("earliest", false, "latest", true),
                    "earliest",
                    "Where the run's first start begins to read.");

    static {
        KEYS.with(FormatSettings.SETTINGS);
    }

    static final Setting<Integer> BATCH =
            KEYS.defaulted(
                    "batch",
                    Quantities.integer(1, 1_000_000),
                    "256",
                    "Rows of a batch; of no meaning to `tensors`.");
    private static final Setting<RecordOrder> ORDER =
            KEYS.defaulted(
                    "order",
                    Values.choice(RecordOrder::code, RecordOrder.values()),
                    RecordOrder.TURNS.code(),
                    "With `turns`, partitions take turns, record by record, so that the same"
                            + " records give the same weights; a partition that lags holds the"
                            + " others back. `arrival` never waits, and gives up bit-identical"
                            + " resume.");
    private static final Setting<Integer> READ_AHEAD =
            KEYS.defaulted(
                    "readAhead",
                    Quantities.integer(1, 100_000_000),
                    "16384",
                    "Records of one partition that may be on their way to TRAIN, or wait there for"
                            + " their turn, before it is paused. Small values cost speed.");
    private static final Setting<Long> MAX_RECORD_BYTES =
            KEYS.defaulted(
                    "maxRecordBytes",
                    Quantities.size(1 << 10, 1 << 30),
                    "16 mb",
                    "Larger records go to quarantine as length, SHA-256 and their first 64 KiB, or"
                            + " what that topic takes.");
    private static final Setting<Optional<String>> SAME_RECORDS_AS =
            KEYS.optional(
                    "sameRecordsAs",
                    Values.text(),
                    "The id of the topic that the run has read last, where the one that stands"
                            + " under its name now was restored with the same records at the same"
                            + " offsets. Without it, a run does not go on where its topic has"
                            + " another id.");

    static final SectionType<InputConfiguration> INPUT = KEYS.readAs(InputSettings::read);

    /** Stands in while the other keys of a faulty input are read. */
    private static final InputFormat PLACEHOLDER =
            new InputFormat.Json(
                    new RowSchema(
                            List.of(
                                    Column.Numeric.unscaled("x"),
                                    new Column.Label("y", new LabelKind.Value()))));

    private InputSettings() {}

    private static InputConfiguration read(Section input) {
        return new InputConfiguration(
                input.get(TOPIC),
                input.get(KEY),
                input.get(PARTITIONER),
                input.get(FORMAT).read(input).orElse(PLACEHOLDER),
                input.get(FROM_LATEST),
                input.get(BATCH),
                input.get(READ_AHEAD),
                input.get(ORDER),
                Math.toIntExact(input.get(MAX_RECORD_BYTES)),
                input.get(SAME_RECORDS_AS));
    }
}
