package io.ratchet.job.sample;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
public final class Words {
    private static final double LARGEST_PLAIN = 1e15;

    private Words() {}

    /** A count with separators. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share of a whole in percent. */
    public static String share(double share) {
        double percent = 100 * share;
        return percent > 0 && percent < 0.05
                ? "below 0.1 %"
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** A number by its first digits, without an exponent where that is readable. */
    public static String number(double number, int digits) {
        if (number == 0 || !Double.isFinite(number)) {
            return number == 0 ? "0" : Double.toString(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits));
        double magnitude = Math.abs(number);
        return magnitude < 1e-4 || magnitude >= LARGEST_PLAIN
                ? Double.toString(rounded.doubleValue())
                : rounded.stripTrailingZeros().toPlainString();
    }

    /** A number by its first four digits; a whole one as it is. */
    public static String number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < LARGEST_PLAIN;
        return whole ? Long.toString((long) number) : number(number, 4);
    }
}
