package io.ratchet.training.model;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a model spec, so that all of it is reported together. */
final class SpecFaults {
    private final String model;
    private final List<String> faults = new ArrayList<>();

    SpecFaults(String model) {
        this.model = model;
    }

    SpecFaults width(String name, int width) {
        if (width < 1) {
            faults.add(name + " is " + width + " and must be at least 1");
        }
        return this;
    }

    SpecFaults widths(String name, List<Integer> widths) {
        for (int index = 0; index < widths.size(); index++) {
            width(name + "[" + index + "]", widths.get(index));
        }
        return this;
    }

    SpecFaults dropout(double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            faults.add("dropout is " + dropout + " and must be at least 0 and below 1");
        }
        return this;
    }

    SpecFaults unless(boolean good, String fault) {
        if (!good) {
            faults.add(fault);
        }
        return this;
    }

    void raise() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "The model '"
                            + model
                            + "' cannot be built: "
                            + String.join("; ", faults)
                            + ".");
        }
    }
}
