package io.ratchet.bench.measure;

import java.util.Locale;
import java.util.Map;

/** Numbers as they are shown. */
public final class Text {
    private Text() {}

    /** A number with about three digits that count. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return size == 0 ? "0" : String.format(Locale.ROOT, size >= 0.1 ? "%.2f" : "%.4f", value);
    }

    /** Median, minimum and maximum. */
    public static String series(Series series) {
        return number(series.median())
                + " ("
                + number(series.minimum())
                + " – "
                + number(series.maximum())
                + ")";
    }

    /** Median and range, or that the rounds disagree too much. */
    public static String ratio(Ratio ratio) {
        if (!ratio.isMeaningful()) {
            return String.format(
                    Locale.ROOT, "no ratio: the rounds differ by %.0f %%", 100 * ratio.spread());
        }
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f – %.3f)",
                ratio.median(),
                ratio.pairs().minimum(),
                ratio.pairs().maximum());
    }

    /** A share as a percentage. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** All figures of a round on one line. */
    static String figures(Figures figures) {
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, Double> figure : figures.values().entrySet()) {
            line.append(line.length() == 0 ? "" : ", ")
                    .append(number(figure.getValue()))
                    .append(' ')
                    .append(figure.getKey());
        }
        return line.toString();
    }
}
