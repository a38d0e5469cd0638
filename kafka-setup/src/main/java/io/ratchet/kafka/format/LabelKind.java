package io.ratchet.kafka.format;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;

/** What a label's number means. */
public sealed interface LabelKind extends Serializable {
    /** The largest class count; up to it every class is exact as a float. */
    int MAXIMUM_CLASSES = 1 << 24;

    /** What is wrong with this kind; empty if it is sound. */
    default List<String> faults() {
        return List.of();
    }

    /** The count of classes, if the label is one. */
    OptionalInt classes();

    /** The number itself, as a float. */
    record Value() implements LabelKind {
        @Override
        public OptionalInt classes() {
            return OptionalInt.empty();
        }
    }

    /** 1 where the number is above the threshold, else 0. */
    record Above(double threshold) implements LabelKind {
        @Override
        public OptionalInt classes() {
            return OptionalInt.of(2);
        }

        @Override
        public List<String> faults() {
            return Double.isFinite(threshold)
                    ? List.of()
                    : List.of("threshold " + threshold + " is not finite");
        }
    }

    /** A class: a whole number from 0 to {@code count - 1}; a row with any other is refused. */
    record Classes(int count) implements LabelKind {
        @Override
        public OptionalInt classes() {
            return OptionalInt.of(count);
        }

        @Override
        public List<String> faults() {
            return count >= 2 && count <= MAXIMUM_CLASSES
                    ? List.of()
                    : List.of("classes " + count + " is not in 2.." + MAXIMUM_CLASSES);
        }
    }
}
