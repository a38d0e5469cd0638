package io.ratchet.bench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure of one contestant over all rounds.
 *
 * @param values one a round, in the order of the rounds, at least one
 */
public record Series(List<Double> values) {
    public Series {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A series needs at least one value.");
        }
    }

    /** The middle value, or the mean of the two in the middle. */
    public double median() {
        return quantile(0.5);
    }

    /** The smallest value. */
    public double minimum() {
        return quantile(0);
    }

    /** The largest value. */
    public double maximum() {
        return quantile(1);
    }

    /** The mean. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /**
     * The value below which a share of the values lies, with linear interpolation between
     * neighbours.
     *
     * @param share from 0 to 1
     */
    public double quantile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    /** The smallest value that is not below a share of the values: their nearest rank. */
    public double percentile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /** The distance of the quartiles as a part of the median; 0 where the median is 0. */
    public double spread() {
        double median = median();
        return median == 0 ? 0 : (quantile(0.75) - quantile(0.25)) / Math.abs(median);
    }

    /** This series over another, round by round. */
    public Ratio over(Series other) {
        if (other.values.size() != values.size()) {
            throw new IllegalArgumentException(
                    "Cannot pair " + values.size() + " rounds with " + other.values.size() + ".");
        }
        List<Double> pairs = new ArrayList<>();
        for (int round = 0; round < values.size(); round++) {
            pairs.add(values.get(round) / other.values.get(round));
        }
        return new Ratio(new Series(pairs));
    }
}
