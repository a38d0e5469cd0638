package io.ratchet.job.configuration;

import io.ratchet.job.setting.Keys;
import io.ratchet.job.setting.Quantities;
import io.ratchet.job.setting.Section;
import io.ratchet.job.setting.SectionType;
import io.ratchet.job.setting.Setting;
import io.ratchet.job.setting.Values;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.tensor.TensorType;
import java.util.List;
import java.util.Locale;

/**
 * A label tensor as it is configured.
 *
 * @param tensor the tensor
 * @param kind what its elements are
 */
record TensorSettings(TensorSpec tensor, LabelKind kind) {
    private static final Setting<String> NAME =
            Setting.required("name", Values.text(), "Its name in the record.");
    private static final Setting<TensorType> TYPE =
            Setting.required(
                    "type",
                    Values.choice(
                            type -> type.name().toLowerCase(Locale.ROOT),
                            TensorType.TRAINED.toArray(TensorType[]::new)),
                    "Its elements; `uint8` features are divided by 255.");
    private static final Setting<List<Integer>> SHAPE =
            Setting.defaulted(
                    "shape",
                    Quantities.integers(1, 1_000_000),
                    "[]",
                    "Its shape without the first dimension, the samples.");

    static SectionType<TensorSpec> feature() {
        return keys("A feature tensor.").readAs(TensorSettings::tensor);
    }

    static SectionType<TensorSettings> label() {
        var keys = keys("The label tensor.");
        var classes =
                keys.optional(
                        "classes",
                        Quantities.integer(2, LabelKind.MAXIMUM_CLASSES),
                        "The label is a class, 0 to classes − 1; a record with any other goes to"
                                + " quarantine.");
        return keys.readAs(
                label ->
                        new TensorSettings(
                                tensor(label),
                                label.get(classes)
                                        .<LabelKind>map(LabelKind.Classes::new)
                                        .orElse(new LabelKind.Value())));
    }

    private static Keys keys(String meaning) {
        var keys = new Keys(meaning).with(NAME, TYPE, SHAPE);
        return keys;
    }

    private static TensorSpec tensor(Section tensor) {
        return new TensorSpec(
                tensor.get(NAME),
                tensor.get(TYPE),
                tensor.get(SHAPE).stream().map(Integer::longValue).toList());
    }
}
