package io.ratchet.bench.measure;

/**
 * How one contestant compares with another: their figures divided round by round, so that what
 * disturbs the machine for a while disturbs both.
 *
 * @param pairs one ratio a round
 */
public record Ratio(Series pairs) {
    /** Beyond this spread a ratio means nothing. */
    public static final double WIDEST_SPREAD = 0.25;

    /** The median over the rounds. */
    public double median() {
        return pairs.median();
    }

    /** The distance of the quartiles as a part of the median. */
    public double spread() {
        return pairs.spread();
    }

    /** Whether the rounds agree well enough that the ratio means something. */
    public boolean isMeaningful() {
        return Double.isFinite(median()) && spread() <= WIDEST_SPREAD;
    }
}
