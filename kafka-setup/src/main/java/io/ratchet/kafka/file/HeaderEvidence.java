package io.ratchet.kafka.file;

import io.ratchet.kafka.notation.DecimalMark;
import io.ratchet.kafka.notation.FieldKind;
import io.ratchet.kafka.notation.NullText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the first row of a CSV file, laid beside the rows behind it, says of whether it holds the
 * names of the columns. A name is no value: it differs from what stands below it.
 *
 * @param value which field is a value whatever stands below, as the end of a sentence
 * @param same which field is as the values below it are, as the end of a sentence
 * @param other whether a field is seen to be none of its column's values
 */
record HeaderEvidence(Optional<String> value, Optional<String> same, boolean other) {
    /** Of so few rows nobody knows which values a column has. */
    private static final int ENOUGH_ROWS = 8;

    /** In a column of few values each comes so often on average. */
    private static final int TIMES_EACH = 4;

    private static final String DIGITS = "\\d+([.,' \u00a0]\\d+)*";
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d+)?");

    /** With a currency, or a share; groups of digits. */
    private static final Pattern DRESSED_NUMBER =
            Pattern.compile(
                    "[+-]?\\p{Sc} ?[+-]?"
                            + DIGITS
                            + "|[+-]?"
                            + DIGITS
                            + "[ \u00a0]?[\\p{Sc}%\u2030]?");

    private static final Pattern TIME =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}.*|\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}([ T].*)?"
                            + "|\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[AaPp]\\.?[Mm]\\.?)?",
                    Pattern.DOTALL);

    /** Compares the first row with those behind it. */
    static HeaderEvidence of(List<String> first, CsvBeginning beginning) {
        Optional<String> value =
                first.stream()
                        .filter(HeaderEvidence::isValue)
                        .findFirst()
                        .map(field -> "has '" + field + "'");
        Optional<String> same = Optional.empty();
        boolean other = false;
        List<List<String>> rows = beginning.fieldsBehindFirst();
        for (int column = 0; column < first.size(); column++) {
            Below below = Below.of(first, column, rows);
            String field = first.get(column);
            same = same.isPresent() ? same : below.same(field);
            other |= below.isOther(field);
        }
        return new HeaderEvidence(value, same, other);
    }

    /** Why the row is a record, as the end of a sentence; empty where that is not seen. */
    Optional<String> data() {
        return value.isPresent() || other ? value : same;
    }

    /** What is to be said of a row that is taken for the header; empty where it is one. */
    Optional<String> doubt() {
        return other ? same : Optional.of("has no number, and nothing below tells that it is one");
    }

    /** Whether a field is a value whatever stands below it: a number, a time, true or false. */
    static boolean isValue(String field) {
        String text = field.strip();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return NUMBER.matcher(text).matches()
                || DRESSED_NUMBER.matcher(text).matches()
                || TIME.matcher(text).matches()
                || text.startsWith("{")
                || text.equalsIgnoreCase("nan")
                || text.equalsIgnoreCase("true")
                || text.equalsIgnoreCase("false")
                || (bytes.length > 0
                        && FieldKind.of(bytes, 0, bytes.length, DecimalMark.POINT)
                                != FieldKind.TEXT);
    }

    /** What stands below a field of the first row, but where a row is that row again. */
    private record Below(Map<String, Integer> values, Map<String, Integer> shapes, int count) {
        static Below of(List<String> first, int column, List<List<String>> rows) {
            Map<String, Integer> values = new HashMap<>();
            Map<String, Integer> shapes = new HashMap<>();
            int count = 0;
            for (List<String> row : rows) {
                // A header with one name fewer lacks that of the first column, as R writes it.
                int at = column + (row.size() == first.size() + 1 ? 1 : 0);
                if (at < row.size() && !row.equals(first) && !isMissing(row.get(at))) {
                    values.merge(row.get(at), 1, Integer::sum);
                    shapes.merge(shape(row.get(at)), 1, Integer::sum);
                    count++;
                }
            }
            return new Below(values, shapes, count);
        }

        /**
         * Whether the field is none of the column's values, which are numbers and the like, or few.
         */
        boolean isOther(String field) {
            if (count == 0 || isMissing(field) || values.containsKey(field)) {
                return false;
            }
            return values.keySet().stream().allMatch(HeaderEvidence::isValue)
                    || (count >= ENOUGH_ROWS && values.size() * TIMES_EACH <= count);
        }

        /** How the field is one of the column's values, or written as most of them are. */
        Optional<String> same(String field) {
            if (isMissing(field)) {
                return Optional.empty();
            }
            if (values.containsKey(field)) {
                return Optional.of("has '" + field + "', which stands in that column again");
            }
            boolean alike = hasDigit(field) && 2 * shapes.getOrDefault(shape(field), 0) > count;
            return alike
                    ? Optional.of(
                            "has '" + field + "', and what stands below is written in the same way")
                    : Optional.empty();
        }

        /** Also a dash or a question mark. */
        private static boolean isMissing(String field) {
            return NullText.is(field.strip())
                    || field.chars().noneMatch(Character::isLetterOrDigit);
        }

        private static String shape(String field) {
            return hasDigit(field) ? field.replaceAll("\\d+", "0") : "";
        }

        private static boolean hasDigit(String field) {
            return field.chars().anyMatch(sign -> sign >= '0' && sign <= '9');
        }
    }
}
