package io.ratchet.job.sink;

import java.util.Arrays;
import java.util.StringJoiner;

/** A set of numbers, kept as ranges: numbers that follow each other take no room. */
final class Ranges {
    /** The first number of each range and the one behind its last, ascending. */
    private long[] bounds = new long[2];

    private int size;

    /** Adds the numbers from one up to, and without, another. */
    void add(long from, long to) {
        if (size > 0 && bounds[size - 1] == from) {
            bounds[size - 1] = to;
        } else {
            replace(from, to, 0);
        }
    }

    /** Takes the numbers from one up to, and without, another out. */
    void remove(long from, long to) {
        replace(from, to, 1);
    }

    /** Inside a range, the next bound is one that ends it. */
    boolean holds(long number) {
        return (firstAbove(number) & 1) == 1;
    }

    int count() {
        return size / 2;
    }

    long from(int range) {
        return bounds[2 * range];
    }

    long to(int range) {
        return bounds[2 * range + 1];
    }

    /**
     * Takes all bounds from one number to another out, and puts in what bounds a range then.
     *
     * @param kept the parity of the places at which the two numbers bound one: 0 where what is
     *     between them is added, 1 where it is taken out
     */
    private void replace(long from, long to, int kept) {
        int begin = firstAbove(from - 1);
        int end = firstAbove(to);
        long[] after = new long[size - (end - begin) + 2];
        System.arraycopy(bounds, 0, after, 0, begin);
        int at = begin;
        if ((begin & 1) == kept) {
            after[at++] = from;
        }
        if ((end & 1) == kept) {
            after[at++] = to;
        }
        System.arraycopy(bounds, end, after, at, size - end);
        size = at + size - end;
        bounds = after;
    }

    /** The index of the first bound above a number. */
    private int firstAbove(long number) {
        int found = Arrays.binarySearch(bounds, 0, size, number);
        return found < 0 ? -found - 1 : found + 1;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        for (int range = 0; range < count(); range++) {
            long last = to(range) - 1;
            text.add(from(range) == last ? "" + last : from(range) + " to " + last);
        }
        return text.toString();
    }
}
