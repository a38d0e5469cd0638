package io.ratchet.kafka.notation;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes, to the last bit as {@link Double#parseDouble} and {@link
 * Float#parseFloat} do, mostly without making a string.
 *
 * <p>The fast path is Clinger's ("How to read floating point numbers accurately", 1990): a mantissa
 * of at most 53 bits times or divided by a power of ten that is exact takes one rounding.
 *
 * <p>Only {@code [+-]digits[.digits][e[+-]digits]} is a number here; {@code NaN} and {@code
 * Infinity} are told apart from other text by {@link #namesNonFinite}.
 */
public final class DecimalParser {
    private static final byte POINT = '.';
    private static final long MANTISSA_LIMIT = 1L << 53;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final long BITS_BEYOND_FLOAT = 0x1fff_ffffL;
    private static final long HALF_WAY_BETWEEN_FLOATS = 0x1000_0000L;

    private DecimalParser() {}

    public static boolean isNumber(double parsed) {
        return !Double.isNaN(parsed);
    }

    /** The number, infinite if it is beyond the range; NaN if the bytes do not spell one. */
    public static double parseDouble(byte[] bytes, int from, int to) {
        return parseDouble(bytes, from, to, POINT);
    }

    /**
     * The same with another decimal mark.
     *
     * @param mark what stands before the fraction; a point is none then
     */
    public static double parseDouble(byte[] bytes, int from, int to, byte mark) {
        int at = from;
        boolean negative = false;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at] == '-';
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        boolean exact = true;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits++;
                if (mantissa < MANTISSA_LIMIT / 10) {
                    mantissa = mantissa * 10 + digit;
                } else {
                    exact = false;
                }
            } else if (bytes[at] == mark && point < 0) {
                point = digits;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        int exponent = point < 0 ? 0 : point - digits;
        if (at < to) {
            int written = writtenExponent(bytes, at, to);
            if (written == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            exponent += written;
        }
        if (!exact || exponent > 22 || exponent < -22) {
            return Double.parseDouble(text(bytes, from, to, mark));
        }
        double magnitude =
                exponent < 0
                        ? mantissa / POWERS_OF_TEN[-exponent]
                        : mantissa * POWERS_OF_TEN[exponent];
        return negative ? -magnitude : magnitude;
    }

    /** As {@link #parseDouble}, but rounded once, to a float. */
    public static float parseFloat(byte[] bytes, int from, int to) {
        return parseFloat(bytes, from, to, POINT);
    }

    /** The same with another decimal mark. */
    public static float parseFloat(byte[] bytes, int from, int to, byte mark) {
        double parsed = parseDouble(bytes, from, to, mark);
        // A double that lies half-way between two floats may have been rounded to there.
        boolean roundedTwice =
                (Double.doubleToRawLongBits(parsed) & BITS_BEYOND_FLOAT) == HALF_WAY_BETWEEN_FLOATS
                        || (parsed != 0 && Math.abs(parsed) < Float.MIN_NORMAL);
        return roundedTwice && isNumber(parsed)
                ? Float.parseFloat(text(bytes, from, to, mark))
                : (float) parsed;
    }

    private static String text(byte[] bytes, int from, int to, byte mark) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
                .replace((char) mark, '.');
    }

    /** Whether the bytes spell NaN or an infinity, in any case and with any sign. */
    public static boolean namesNonFinite(byte[] bytes, int from, int to) {
        if (to - from > "-infinity".length()) {
            return false;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        String name = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return name.equalsIgnoreCase("nan")
                || name.equalsIgnoreCase("inf")
                || name.equalsIgnoreCase("infinity");
    }

    /** The exponent behind an e, cut at a hundred thousand; the smallest int if it is broken. */
    private static int writtenExponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return Integer.MIN_VALUE;
        }
        int at = from + 1;
        boolean negative = false;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            negative = bytes[at] == '-';
            at++;
        }
        if (at == to) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(exponent * 10 + digit, 100_000);
        }
        return negative ? -exponent : exponent;
    }
}
