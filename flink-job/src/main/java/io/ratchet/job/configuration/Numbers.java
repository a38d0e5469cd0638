package io.ratchet.job.configuration;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a reader of the reference wants to see them. */
final class Numbers {
    private Numbers() {}

    /** A decimal without a needless fraction. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 86_400_000 == 0 && millis > 0) {
            return millis / 86_400_000 + " d";
        }
        if (millis % 3_600_000 == 0 && millis > 0) {
            return millis / 3_600_000 + " h";
        }
        if (millis % 60_000 == 0 && millis > 0) {
            return millis / 60_000 + " min";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    static String bytes(long bytes) {
        String[] units = {"bytes", "kb", "mb", "gb", "tb"};
        int unit = 0;
        long amount = bytes;
        while (unit < units.length - 1 && amount >= 1024 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%d %s", amount, units[unit]);
    }
}
