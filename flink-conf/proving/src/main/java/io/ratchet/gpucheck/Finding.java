package io.ratchet.gpucheck;

import java.util.Locale;

/**
 * One comparison.
 *
 * @param part the part of the check it belongs to
 * @param what what was compared
 * @param measured how far apart it is; NaN where it could not be measured
 * @param limit the largest distance that passes
 * @param detail where it is furthest apart, or what differs
 */
record Finding(String part, String what, double measured, double limit, String detail) {
    /** Whether it is near enough; what is not a number is not. */
    boolean passed() {
        return measured <= limit;
    }

    /** As cells of a table: part, what, measured, limit, verdict, detail. */
    String[] cells() {
        return new String[] {
            part, what, number(measured), number(limit), passed() ? "yes" : "NO", detail
        };
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1e", value);
    }
}
