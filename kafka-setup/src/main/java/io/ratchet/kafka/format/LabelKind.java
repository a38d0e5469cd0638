package io.ratchet.kafka.format;

import io.ratchet.kafka.text.ComposedText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a label means. */
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

    /**
     * A class by its name: the name's place in the list, from 0; a row with any other text is
     * refused. Composed and decomposed Unicode (NFC, NFD) are the same text.
     */
    record Named(List<String> names) implements LabelKind {
        /** Copies the list. */
        public Named {
            names = List.copyOf(names);
        }

        @Override
        public OptionalInt classes() {
            return OptionalInt.of(names.size());
        }

        @Override
        public List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (names.size() < 2 || names.size() > MAXIMUM_CLASSES) {
                faults.add("classes has " + names.size() + " names; it needs at least 2");
            }
            if (names.stream().map(ComposedText::of).distinct().count() < names.size()) {
                faults.add("classes has the same name twice");
            }
            if (names.contains("")) {
                faults.add("classes has an empty name (that is 'missing')");
            }
            return faults;
        }
    }
}
