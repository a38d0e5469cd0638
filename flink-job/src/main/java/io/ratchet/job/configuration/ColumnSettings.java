package io.ratchet.job.configuration;

import static io.ratchet.job.setting.Setting.defaulted;
import static io.ratchet.job.setting.Setting.optional;
import static io.ratchet.job.setting.Setting.required;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Kinds;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Scalar;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.MissingNumber;
import java.util.List;
import java.util.Optional;

/** The columns of rows, each with its settings. */
final class ColumnSettings {
    private static final Setting<String> NAME =
            required("name", Values.text(), "The column's name.");

    private static final Setting<Optional<List<String>>> NULLS =
            optional(
                    "nulls",
                    Values.texts(),
                    "Texts that say that the value is missing, as an empty one does: `[NA, '-']`."
                            + " They are compared as they are written.");

    /** Whether a JSON object may lack a column. */
    static final Setting<Boolean> OPTIONAL =
            defaulted(
                    "optional",
                    Values.flag(),
                    "false",
                    "Whether a JSON object may lack it, which is the same as `null` then. Default:"
                            + " such a row is refused, as one with a misspelled name is.");

    private ColumnSettings() {}

    static Kinds<Column> kinds() {
        return new Kinds<Column>()
                .or("numeric", numeric())
                .or("hashed", hashed())
                .or("listed", listed())
                .or("timestamp", timestamp())
                .or("label", label())
                .or("ignored", ignored());
    }

    private static Keys column(String meaning) {
        return new Keys(meaning).with(NAME);
    }

    private static SectionType<Column> numeric() {
        var keys = column("A number; reaches the model as (value − mean) / deviation.");
        var mean = keys.defaulted("mean", Quantities.decimal(), "0", "Taken away from it.");
        var deviation = keys.defaulted("deviation", Quantities.positive(), "1", "Divides it.");
        var missing =
                keys.optional(
                        "missing",
                        Quantities.decimal(),
                        "Stands in for a value that is missing: an empty field, in JSON `null` or a"
                                + " field that is not there, and the texts of `nulls`. Default:"
                                + " such a row is refused.");
        keys.with(NULLS);
        return keys.readAs(
                column ->
                        new Column.Numeric(
                                column.get(NAME),
                                column.get(mean),
                                column.get(deviation),
                                column.get(missing)
                                        .<MissingNumber>map(MissingNumber.Fill::new)
                                        .orElse(new MissingNumber.Refuse()),
                                column.get(NULLS).orElse(List.of())));
    }

    private static SectionType<Column> hashed() {
        var keys =
                column(
                        "A text that becomes an id by the hash of its bytes in UTF-8; a missing one"
                                + " is id 0.");
        var buckets =
                keys.required("buckets", Quantities.integer(1, 100_000_000), "The number of ids.");
        keys.with(OPTIONAL);
        return keys.readAs(
                column ->
                        new Column.Hashed(
                                column.get(NAME), column.get(buckets), column.get(OPTIONAL)));
    }

    private static SectionType<Column> listed() {
        var keys =
                column(
                        "A text that becomes an id by its place in a list; others are id 0."
                                + " Composed and decomposed Unicode (NFC, NFD) are the same text.");
        var values = keys.required("values", Values.texts(), "The list.");
        keys.with(OPTIONAL);
        return keys.readAs(
                column ->
                        new Column.Listed(
                                column.get(NAME), column.get(values), column.get(OPTIONAL)));
    }

    private static SectionType<Column> timestamp() {
        var keys =
                column(
                        "An instant that becomes an id for each part, in UTC; a missing one is id 0"
                                + " in each. A date is taken as it stands.");
        Scalar<TimePart> part = Values.choice(TimePart::code, TimePart.values());
        var parts =
                keys.required(
                        "parts",
                        Values.list("list, each " + part.words(), part),
                        "The parts that become ids.");
        NotationSettings notation = new NotationSettings(keys);
        keys.with(NULLS, OPTIONAL);
        return keys.readAs(
                column ->
                        new Column.Timestamp(
                                column.get(NAME),
                                column.get(parts),
                                notation.read(column),
                                column.get(NULLS).orElse(List.of()),
                                column.get(OPTIONAL)));
    }

    private static SectionType<Column> label() {
        var keys =
                column(
                        "What is to be predicted, exactly one column: a number as it stands, unless"
                                + " one of the keys below says otherwise.");
        var above =
                keys.optional(
                        "above",
                        Quantities.decimal(),
                        "The label is 1 where the number is above, or 0.");
        var classes =
                keys.optional(
                        "classes",
                        Quantities.integer(2, LabelKind.MAXIMUM_CLASSES)
                                .<LabelKind>as(LabelKind.Classes::new)
                                .or(
                                        Values.texts(),
                                        LabelKind.Named::new,
                                        "whole number, 2 to "
                                                + LabelKind.MAXIMUM_CLASSES
                                                + ", or list of texts"),
                        "The label is a class. A number says how many there are: labels are 0 to"
                                + " classes − 1. A list, as `[ham, spam]`, has the texts that stand"
                                + " in the data; their order decides which class is which, the"
                                + " first is 0, and the second the one that `binary-cross-entropy`"
                                + " calls 1. A record with any other label goes to quarantine.");
        return keys.readAs(
                column -> {
                    Optional<LabelKind> kind =
                            column.get(above).<LabelKind>map(LabelKind.Above::new);
                    Optional<LabelKind> named = column.get(classes);
                    if (kind.isPresent() && named.isPresent()) {
                        column.fault(classes, "is given beside 'above'; give one of the two.");
                    }
                    return new Column.Label(
                            column.get(NAME), kind.or(() -> named).orElse(new LabelKind.Value()));
                });
    }

    private static SectionType<Column> ignored() {
        var keys = column("A column that is in the data and takes no part.");
        return keys.readAs(column -> new Column.Ignored(column.get(NAME)));
    }
}
