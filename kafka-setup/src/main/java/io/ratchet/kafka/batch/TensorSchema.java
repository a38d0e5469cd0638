package io.ratchet.kafka.batch;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.format.SchemaException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tensors of a batch: features in the order in which the model takes them, and the label.
 *
 * @param labelKind {@link LabelKind.Value}, or {@link LabelKind.Classes} for a label of integers
 */
public record TensorSchema(List<TensorSpec> features, TensorSpec label, LabelKind labelKind)
        implements Serializable {
    /**
     * Copies and checks the whole.
     *
     * @throws SchemaException with all faults
     */
    public TensorSchema {
        features = List.copyOf(features);
        List<String> faults = new ArrayList<>(labelKind.faults());
        if (features.isEmpty()) {
            faults.add("there is no feature tensor");
        }
        Set<String> names = new HashSet<>();
        List<TensorSpec> all = new ArrayList<>(features);
        all.add(label);
        for (TensorSpec spec : all) {
            if (spec.name().isBlank() || !names.add(spec.name())) {
                faults.add("tensor name '" + spec.name() + "' is blank or declared twice");
            }
            if (spec.sampleShape().stream().anyMatch(length -> length < 1)) {
                faults.add(
                        "tensor '"
                                + spec.name()
                                + "': shape "
                                + spec.sampleShape()
                                + " has a length below 1");
            }
        }
        if (labelKind instanceof LabelKind.Above) {
            faults.add("label '" + label.name() + "': a threshold is for rows, not for tensors");
        }
        if (labelKind instanceof LabelKind.Classes && label.type().isFloat()) {
            faults.add(
                    "label '"
                            + label.name()
                            + "': classes need an integer type, not "
                            + label.type().code());
        }
        if (!faults.isEmpty()) {
            throw new SchemaException("The tensor schema", faults);
        }
    }
}
