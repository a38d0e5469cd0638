package io.ratchet.job.sample;

/** Range, mean and deviation of numbers, in one pass (Welford). */
public final class Moments {
    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    /** Takes the next number, which is finite. */
    public void add(double number) {
        count++;
        double before = number - mean;
        mean += before / count;
        squares += before * (number - mean);
        least = Math.min(least, number);
        most = Math.max(most, number);
    }

    /** How many there were; without any, the rest means nothing. */
    public long count() {
        return count;
    }

    /** The mean. */
    public double mean() {
        return mean;
    }

    /** The deviation of all of them, not of a sample. */
    public double deviation() {
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }

    /** The least. */
    public double least() {
        return least;
    }

    /** The most. */
    public double most() {
        return most;
    }
}
