package io.ratchet.job.setting;

import io.ratchet.job.message.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** The types of numbers, shares, durations and sizes, with their limits. */
public final class Quantities {
    private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern PERCENT = Pattern.compile("\\s*(.*?)\\s*%\\s*");
    private static final Pattern WITHOUT_UNIT = Pattern.compile("\\s*[-+]?[0-9][0-9._]*\\s*");

    /** What YAML 1.1 takes for a number, and YAML 1.2 for another one or for none. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    "[-+]?(0[0-9_]+|0[xXbBoO][0-9a-fA-F_]+|[0-9]+(:[0-9]+)+|[0-9_]*_[0-9_.]*)");

    private static final List<String> UNITS = List.of("bytes", "kb", "mb", "gb", "tb");

    private Quantities() {}

    /** A whole number within limits, both included. */
    public static Scalar<Long> whole(long least, long most) {
        return new Scalar<>(
                "whole number" + limits(least, most),
                least,
                text ->
                        number(text, WHOLE)
                                .map(BigInteger::new)
                                .filter(number -> number.bitLength() < Long.SIZE)
                                .map(BigInteger::longValue)
                                .filter(number -> number >= least && number <= most));
    }

    private static String limits(long least, long most) {
        if (most < Long.MAX_VALUE) {
            return ", " + least + " to " + most;
        }
        return least == Long.MIN_VALUE ? " of 64 bits" : ", at least " + least;
    }

    /** A whole number within limits, both included. */
    public static Scalar<Integer> integer(int least, int most) {
        return whole(least, most).as(Math::toIntExact);
    }

    /** A list of whole numbers within limits, both included. */
    public static ValueType<List<Integer>> integers(int least, int most) {
        return Values.list(
                "list of whole numbers, each " + least + " to " + most, integer(least, most));
    }

    /** Any number. */
    public static Scalar<Double> decimal() {
        return decimal("", 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A number above 0. */
    public static Scalar<Double> positive() {
        return positive(Double.POSITIVE_INFINITY);
    }

    /** A number above 0 and below a limit, which is above 1. */
    public static Scalar<Double> positive(double below) {
        return decimal(", above 0", 1, Double.MIN_VALUE, below);
    }

    /** A number that is not below 0. */
    public static Scalar<Double> notNegative() {
        return notNegative(Double.POSITIVE_INFINITY);
    }

    /** A number that is not below 0, and below a limit. */
    public static Scalar<Double> notNegative(double below) {
        return decimal(", at least 0", 0, 0, below);
    }

    private static Scalar<Double> decimal(
            String limit, double standIn, double least, double below) {
        return new Scalar<>(
                "number"
                        + limit
                        + (Double.isInfinite(below)
                                ? ""
                                : ", below " + new BigDecimal(below).toPlainString()),
                standIn,
                text ->
                        number(text, DECIMAL)
                                .map(Double::parseDouble)
                                .filter(Double::isFinite)
                                .filter(number -> number >= least && number < below));
    }

    private static Optional<String> number(String text, Pattern pattern) throws UnusableValue {
        if (AMBIGUOUS.matcher(text).matches()) {
            throw new UnusableValue(
                    ", which is one number to some readers of YAML and another one, or none, to"
                            + " others; write it in plain decimal digits.");
        }
        return Optional.of(text).filter(each -> pattern.matcher(each).matches());
    }

    /** A share of a whole, in percent; 0 to 1 as a number. */
    public static Scalar<Double> share() {
        return new Scalar<>(
                "share, 0 % to 100 %",
                0.0,
                text -> {
                    refuseWithoutUnit(text, "write it as 5 % or 0.1 %.");
                    return Optional.of(PERCENT.matcher(text).replaceFirst("$1"))
                            .filter(number -> PERCENT.matcher(text).matches())
                            .filter(number -> DECIMAL.matcher(number).matches())
                            .map(Double::parseDouble)
                            .filter(percent -> percent >= 0 && percent <= 100)
                            .map(percent -> percent / 100);
                });
    }

    /** A length of time with its unit, within limits, both included. */
    public static Scalar<Duration> duration(Duration least, Duration most) {
        return measured(
                Message.of(
                        "duration, %s to %s",
                        TimeUtils.formatWithHighestUnit(least),
                        TimeUtils.formatWithHighestUnit(most)),
                TimeUtils::parseDuration,
                least,
                most,
                "duration",
                "10 s, 500 ms or 15 min.");
    }

    /** A number of bytes with its unit, within limits, both included. */
    public static Scalar<Long> size(long leastBytes, long mostBytes) {
        return measured(
                "size, " + bytes(leastBytes) + " to " + bytes(mostBytes),
                MemorySize::parseBytes,
                leastBytes,
                mostBytes,
                "size",
                "64 kb, 16 mb or 1 gb.");
    }

    private static String bytes(long bytes) {
        int unit = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.size() - 1);
        return (bytes >> (10 * unit)) + " " + UNITS.get(unit);
    }

    private static <T extends Comparable<T>> Scalar<T> measured(
            String words,
            Function<String, T> parser,
            T least,
            T most,
            String kind,
            String examples) {
        return new Scalar<>(
                words,
                least,
                text -> {
                    refuseWithoutUnit(text, "write " + examples);
                    try {
                        T value = parser.apply(text);
                        return Optional.of(value)
                                .filter(each -> each.compareTo(least) >= 0)
                                .filter(each -> each.compareTo(most) <= 0);
                    } catch (IllegalArgumentException e) {
                        throw new UnusableValue(
                                ", which is no %s; write a number with a unit, such as %s",
                                kind, examples);
                    }
                });
    }

    private static void refuseWithoutUnit(String text, String advice) throws UnusableValue {
        if (WITHOUT_UNIT.matcher(text).matches()) {
            throw new UnusableValue(" without a unit; %s", advice);
        }
    }
}
