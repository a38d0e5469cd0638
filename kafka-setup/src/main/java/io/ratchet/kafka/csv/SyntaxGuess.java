package io.ratchet.kafka.csv;

import io.ratchet.kafka.notation.DecimalMark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds out by its first lines how CSV is written. Commas are the rule: another separator is taken
 * only where the lines are rows by it, and are none by commas or have fewer numbers by them,
 * because the commas stand within numbers.
 */
public final class SyntaxGuess {
    /** So many lines tell it. */
    public static final int LINES = 100;

    /** So many of the lines behind the first have as many fields as most have. */
    private static final double USUAL = 0.9;

    private static final Pattern WITH_COMMA = Pattern.compile("[+-]?\\d+,\\d+");
    private static final Pattern WITH_POINT = Pattern.compile("[+-]?\\d+\\.\\d+");

    private SyntaxGuess() {}

    /**
     * The syntax.
     *
     * @param lines the first lines, which may be others where fields are separated otherwise; none
     *     where they cannot be told by a separator
     */
    public static CsvSyntax of(Function<Separator, List<byte[]>> lines) {
        Separator separator = separator(lines);
        return of(separator, lines.apply(separator));
    }

    /** The same where the separator is known. */
    public static CsvSyntax of(Separator separator, List<byte[]> lines) {
        if (separator == Separator.COMMA) {
            return CsvSyntax.RFC_4180;
        }
        long commas = matches(lines, separator, WITH_COMMA);
        long points = matches(lines, separator, WITH_POINT);
        return new CsvSyntax(separator, commas > points ? DecimalMark.COMMA : DecimalMark.POINT);
    }

    private static Separator separator(Function<Separator, List<byte[]>> lines) {
        List<byte[]> byComma = lines.apply(Separator.COMMA);
        boolean maybe = !byComma.isEmpty() && width(byComma.get(0), Separator.COMMA) > 1;
        boolean commas = maybe && width(byComma, Separator.COMMA) > 1;
        Separator best = Separator.COMMA;
        int most = 1;
        for (Separator other : Separator.values()) {
            List<byte[]> rows = lines.apply(other);
            int width = other == Separator.COMMA ? 0 : width(rows, other);
            boolean better = !commas || numbers(rows, other) > numbers(byComma, Separator.COMMA);
            if (width > most && better) {
                best = other;
                most = width;
            }
        }
        return best;
    }

    /** How many fields the lines have, of which the first may lack one; 0 where they differ. */
    private static int width(List<byte[]> lines, Separator separator) {
        if (lines.isEmpty()) {
            return 0;
        }
        int first = width(lines.get(0), separator);
        if (lines.size() == 1) {
            return Math.max(0, first);
        }
        Map<Integer, Integer> counts = new HashMap<>();
        for (byte[] line : lines.subList(1, lines.size())) {
            counts.merge(width(line, separator), 1, Integer::sum);
        }
        int usual =
                counts.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(0);
        boolean steady = counts.getOrDefault(usual, 0) >= USUAL * (lines.size() - 1);
        return steady && first > 1 && Math.abs(first - usual) <= 1 ? usual : 0;
    }

    private static int width(byte[] line, Separator separator) {
        return CsvFields.count(line, 0, line.length, separator.sign());
    }

    /** How many fields behind the first line, which may be the header, are numbers. */
    private static int numbers(List<byte[]> lines, Separator separator) {
        DecimalMark mark = separator == Separator.COMMA ? DecimalMark.POINT : DecimalMark.COMMA;
        int numbers = 0;
        for (byte[] line : lines.subList(Math.min(1, lines.size() - 1), lines.size())) {
            for (byte[] field : CsvFields.fields(line, separator.sign())) {
                numbers += Double.isNaN(mark.parse(field)) ? 0 : 1;
            }
        }
        return numbers;
    }

    private static long matches(List<byte[]> lines, Separator separator, Pattern pattern) {
        List<byte[]> fields = new ArrayList<>();
        lines.forEach(line -> fields.addAll(CsvFields.fields(line, separator.sign())));
        return fields.stream()
                .map(field -> new String(field, StandardCharsets.UTF_8))
                .filter(field -> pattern.matcher(field).matches())
                .count();
    }
}
