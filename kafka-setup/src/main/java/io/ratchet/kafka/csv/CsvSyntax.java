package io.ratchet.kafka.csv;

import io.ratchet.kafka.notation.DecimalMark;
import java.io.Serializable;

/**
 * How CSV lines are written, beside what RFC 4180 says of quotes and line ends.
 *
 * @param separator what stands between fields
 * @param decimal what stands before the fraction of a number
 */
public record CsvSyntax(Separator separator, DecimalMark decimal) implements Serializable {
    /** Commas between fields, and points in numbers. */
    public static final CsvSyntax RFC_4180 = new CsvSyntax(Separator.COMMA, DecimalMark.POINT);

    /** What is said of it to people, behind the word CSV; empty for the usual one. */
    public String words() {
        return (separator == Separator.COMMA ? "" : ", separated by " + separator.words())
                + (decimal == DecimalMark.POINT ? "" : ", with decimal commas");
    }
}
