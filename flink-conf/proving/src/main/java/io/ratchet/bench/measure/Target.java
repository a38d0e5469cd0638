package io.ratchet.bench.measure;

import org.jspecify.annotations.Nullable;

/**
 * A figure that was to be reached.
 *
 * @param suite the suite that measured it
 * @param name what it is, with its unit
 * @param value what was measured: a median over rounds, or a percentile over events
 * @param target what was to be reached
 * @param direction whether the target is the least or the most
 * @param met whether it was reached; null where the spread forbids a verdict
 * @param spread the distance of the quartiles of what was measured as a part of its median
 */
public record Target(
        String suite,
        String name,
        double value,
        double target,
        Direction direction,
        @Nullable Boolean met,
        double spread) {

    /** On which side of the target a figure is good. */
    public enum Direction {
        /** The figure is to be at least the target. */
        MIN("min", "≥"),
        /** The figure is to be at most the target. */
        MAX("max", "≤");

        private final String code;
        private final String sign;

        Direction(String code, String sign) {
            this.code = code;
            this.sign = sign;
        }

        /** Its name in files. */
        public String code() {
            return code;
        }

        /** Its sign in tables. */
        public String sign() {
            return sign;
        }

        boolean holds(double value, double target) {
            return this == MIN ? value >= target : value <= target;
        }
    }

    /** The same without a verdict: too little was measured for one. */
    public Target withoutVerdict() {
        return new Target(suite, name, value, target, direction, null, spread);
    }

    /** A verdict on a ratio: none where its spread makes it meaningless. */
    public static Target ofRatio(
            String suite, String name, Ratio ratio, Direction direction, double target) {
        return new Target(
                suite,
                name,
                ratio.median(),
                target,
                direction,
                ratio.isMeaningful() ? direction.holds(ratio.median(), target) : null,
                ratio.spread());
    }

    /**
     * A verdict on a figure that is no ratio. A wide spread forbids it only where the quartiles lie
     * on both sides of the target: a figure may well scatter far below its limit.
     */
    public static Target ofFigure(
            String suite,
            String name,
            double value,
            Series series,
            Direction direction,
            double target) {
        boolean agree =
                direction.holds(series.quantile(0.25), target)
                        == direction.holds(series.quantile(0.75), target);
        boolean verdict = agree || series.spread() <= Ratio.WIDEST_SPREAD;
        return new Target(
                suite,
                name,
                value,
                target,
                direction,
                verdict ? direction.holds(value, target) : null,
                series.spread());
    }
}
