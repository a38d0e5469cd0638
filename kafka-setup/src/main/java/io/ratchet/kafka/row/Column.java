package io.ratchet.kafka.row;

import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.notation.TimeNotation;
import io.ratchet.kafka.notation.TimePart;
import io.ratchet.kafka.text.ComposedText;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * A column of a row and what becomes of it. Columns are checked by the {@link RowSchema} that they
 * are put into, so that all faults of a schema are reported together.
 */
public sealed interface Column extends Serializable {
    /** The column's name in the header or the JSON object. */
    String name();

    /** What is wrong with this column by itself; empty if it is sound. */
    default List<String> faults() {
        return List.of();
    }

    /** Whether a JSON object may lack it, which is a missing value then. */
    default boolean mayBeAbsent() {
        return false;
    }

    /** Texts that say that the value is missing, as an empty one does. */
    default List<String> nulls() {
        return List.of();
    }

    /** For each id that this column gives, in order, how many values it can have. */
    default List<Integer> cardinalities() {
        return List.of();
    }

    /**
     * A number that becomes one float feature, {@code (x - mean) / deviation}.
     *
     * @param missing what becomes of a row whose value is missing
     * @param nulls texts that say that it is
     */
    record Numeric(
            String name, double mean, double deviation, MissingNumber missing, List<String> nulls)
            implements Column {
        /** Copies the list. */
        public Numeric {
            nulls = List.copyOf(nulls);
        }

        /** One that has no text for a missing value. */
        public Numeric(String name, double mean, double deviation, MissingNumber missing) {
            this(name, mean, deviation, missing, List.of());
        }

        /** A number that is taken as it is, and refused where it is missing. */
        public static Numeric unscaled(String name) {
            return new Numeric(name, 0, 1, new MissingNumber.Refuse());
        }

        @Override
        public List<String> faults() {
            if (!Double.isFinite(mean)) {
                return List.of("column '" + name + "': mean " + mean + " is not finite");
            }
            if (!Double.isFinite(deviation) || deviation <= 0) {
                return List.of("column '" + name + "': deviation " + deviation + " is not above 0");
            }
            if (missing instanceof MissingNumber.Fill fill && !Double.isFinite(fill.value())) {
                return List.of("column '" + name + "': fill " + fill.value() + " is not finite");
            }
            return nullFaults(name, nulls);
        }

        @Override
        public boolean mayBeAbsent() {
            return missing instanceof MissingNumber.Fill;
        }
    }

    /**
     * A text that becomes one id by its hash: {@code 1 + hash mod buckets}, 0 where it is missing.
     *
     * @param mayBeAbsent whether a JSON object may lack it
     */
    record Hashed(String name, int buckets, boolean mayBeAbsent) implements Column {
        /** One that every JSON object has. */
        public Hashed(String name, int buckets) {
            this(name, buckets, false);
        }

        @Override
        public List<Integer> cardinalities() {
            return List.of(buckets + 1);
        }

        @Override
        public List<String> faults() {
            return buckets >= 1 && buckets < Integer.MAX_VALUE
                    ? List.of()
                    : List.of("column '" + name + "': buckets " + buckets + " is not above 0");
        }
    }

    /**
     * A text that becomes one id by its place in a list: {@code 1 + index}, 0 where it is missing
     * or not in the list. Composed and decomposed Unicode (NFC, NFD) are the same text.
     *
     * @param mayBeAbsent whether a JSON object may lack it
     */
    record Listed(String name, List<String> values, boolean mayBeAbsent) implements Column {
        /** One that every JSON object has. */
        public Listed(String name, List<String> values) {
            this(name, values, false);
        }

        /** Copies the list. */
        public Listed {
            values = List.copyOf(values);
        }

        @Override
        public List<Integer> cardinalities() {
            return List.of(values.size() + 1);
        }

        @Override
        public List<String> faults() {
            if (values.isEmpty()) {
                return List.of("column '" + name + "': values is empty");
            }
            if (values.stream().map(ComposedText::of).distinct().count() < values.size()) {
                return List.of("column '" + name + "': values has the same entry twice");
            }
            return values.contains("")
                    ? List.of(
                            "column '" + name + "': values has an empty entry (that is 'missing')")
                    : List.of();
        }
    }

    /**
     * An instant that becomes one id for each part, in UTC: {@code 1 + part}, 0 where it is
     * missing.
     *
     * @param notation how it is written
     * @param nulls texts that say that it is missing
     * @param mayBeAbsent whether a JSON object may lack it
     */
    record Timestamp(
            String name,
            List<TimePart> parts,
            TimeNotation notation,
            List<String> nulls,
            boolean mayBeAbsent)
            implements Column {
        /** Copies the lists. */
        public Timestamp {
            parts = List.copyOf(parts);
            nulls = List.copyOf(nulls);
        }

        /** One that every JSON object has, and that has no text for a missing value. */
        public Timestamp(String name, List<TimePart> parts, TimeNotation notation) {
            this(name, parts, notation, List.of(), false);
        }

        /** One that is written with its offset, as {@code 2001-01-31T23:05:00.000Z}. */
        public Timestamp(String name, List<TimePart> parts) {
            this(name, parts, new TimeNotation.WithOffset());
        }

        @Override
        public List<Integer> cardinalities() {
            return parts.stream().map(part -> part.size() + 1).toList();
        }

        @Override
        public List<String> faults() {
            if (parts.isEmpty()) {
                return List.of("column '" + name + "': parts is empty");
            }
            return new HashSet<>(parts).size() < parts.size()
                    ? List.of("column '" + name + "': parts names the same part twice")
                    : nullFaults(name, nulls);
        }
    }

    /** The number or class that is to be predicted. A row without it is refused. */
    record Label(String name, LabelKind kind) implements Column {
        @Override
        public List<String> faults() {
            return kind.faults().stream().map(fault -> "column '" + name + "': " + fault).toList();
        }
    }

    /** A column that is in the data and takes no part. */
    record Ignored(String name) implements Column {}

    private static List<String> nullFaults(String name, List<String> nulls) {
        return nulls.contains("")
                ? List.of(
                        "column '" + name + "': nulls has an empty entry (that is missing anyway)")
                : List.of();
    }
}
