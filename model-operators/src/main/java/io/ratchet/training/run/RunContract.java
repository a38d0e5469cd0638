package io.ratchet.training.run;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run reads, means and computes, part by part, as text by name. It is fixed when the run is
 * first started, stored beside its weights, and compared at every start and every restore.
 *
 * @param fixed what no later start may change: the steps already taken would be another run's, or
 *     the stored tensors would not fit
 * @param changeable what a later start may change: taken over, said, and recorded with the step
 */
public record RunContract(SortedMap<String, String> fixed, SortedMap<String, String> changeable)
        implements Serializable {
    /**
     * The part of {@link #fixed} that has the names of the label's classes in their order, as a
     * list in JSON; there only where the label is a text.
     */
    public static final String CLASSES = "input.label.classes";

    /** Nothing. */
    public static final RunContract NONE = new RunContract(new TreeMap<>(), new TreeMap<>());

    public RunContract {
        fixed = Collections.unmodifiableSortedMap(new TreeMap<>(fixed));
        changeable = Collections.unmodifiableSortedMap(new TreeMap<>(changeable));
    }

    /** The same with the parts of another one. */
    public RunContract and(RunContract other) {
        return new RunContract(union(fixed, other.fixed), union(changeable, other.changeable));
    }

    /** Whatever of what may not change is another now; empty where the run may go on. */
    public List<Change> refused(RunContract now) {
        return Change.between(fixed, now.fixed);
    }

    /** Whatever of what may change is another now. */
    public List<Change> takenOver(RunContract now) {
        return Change.between(changeable, now.changeable);
    }

    private static SortedMap<String, String> union(
            Map<String, String> one, Map<String, String> other) {
        SortedMap<String, String> union = new TreeMap<>(one);
        for (Map.Entry<String, String> part : other.entrySet()) {
            if (union.putIfAbsent(part.getKey(), part.getValue()) != null) {
                throw new IllegalStateException(
                        "The contract has the part '" + part.getKey() + "' twice.");
            }
        }
        return union;
    }
}
