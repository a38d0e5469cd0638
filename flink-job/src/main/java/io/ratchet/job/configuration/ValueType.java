package io.ratchet.job.configuration;

import java.time.Duration;
import java.util.List;

/** What may stand behind a key, with its limits. */
sealed interface ValueType {
    /** In words, for the reference and for faults. */
    String words();

    /** Text that matches a pattern. */
    record Text(String pattern, String words) implements ValueType {}

    /** A whole number within limits, both included. */
    record Whole(long least, long most) implements ValueType {
        @Override
        public String words() {
            return most == Long.MAX_VALUE
                    ? "whole number, at least " + least
                    : "whole number, " + least + " to " + most;
        }
    }

    /** A decimal number within limits; the least may be excluded, the most is excluded likewise. */
    record Decimal(double least, boolean leastIncluded, double most) implements ValueType {
        @Override
        public String words() {
            String from = leastIncluded ? "at least " : "above ";
            return "number, "
                    + from
                    + Numbers.plain(least)
                    + (most == Double.POSITIVE_INFINITY ? "" : ", below " + Numbers.plain(most));
        }

        boolean holds(double value) {
            return Double.isFinite(value)
                    && (leastIncluded ? value >= least : value > least)
                    && value < most;
        }
    }

    /** A share of a whole, in percent; 0 to 1 as a number. */
    record Share() implements ValueType {
        @Override
        public String words() {
            return "share, 0 % to 100 %";
        }
    }

    /** A length of time with its unit. */
    record Span(Duration least, Duration most) implements ValueType {
        @Override
        public String words() {
            return "duration, " + Numbers.words(least) + " to " + Numbers.words(most);
        }
    }

    /** A number of bytes with its unit. */
    record Size(long leastBytes, long mostBytes) implements ValueType {
        @Override
        public String words() {
            return "size, " + Numbers.bytes(leastBytes) + " to " + Numbers.bytes(mostBytes);
        }
    }

    /** One of a closed set of words. */
    record Choice(List<String> values) implements ValueType {
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public String words() {
            return "one of `" + String.join("`, `", values) + "`";
        }
    }

    /** True or false. */
    record Flag() implements ValueType {
        @Override
        public String words() {
            return "true or false";
        }
    }

    /** A list of whole numbers, each within limits, both included. */
    record WholeList(long least, long most) implements ValueType {
        @Override
        public String words() {
            return "list of whole numbers, each " + least + " to " + most;
        }
    }

    /** A list of texts, each as it stands. */
    record TextList() implements ValueType {
        @Override
        public String words() {
            return "list of texts";
        }
    }

    /** A number of classes within limits, both included, or the list of their names. */
    record Classes(long least, long most) implements ValueType {
        @Override
        public String words() {
            return "whole number, " + least + " to " + most + ", or list of texts";
        }
    }

    /** Free keys and their values, handed on as they stand. */
    record Entries() implements ValueType {
        @Override
        public String words() {
            return "keys and values";
        }
    }

    /** Keys of their own area. */
    record Section(String area) implements ValueType {
        @Override
        public String words() {
            return "section";
        }
    }

    /** A list of sections, each of one area. */
    record SectionList(String area) implements ValueType {
        @Override
        public String words() {
            return "list of sections";
        }
    }
}
