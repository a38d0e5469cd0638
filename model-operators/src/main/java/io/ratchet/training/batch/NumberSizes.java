package io.ratchet.training.batch;

/** How large numbers mostly are, from which follows the order that they are packed with. */
final class NumberSizes {
    /** What an order may be; larger ones never pay for what is counted here. */
    static final int LARGEST_ORDER = 40;

    private final long[] countsByLength = new long[Long.SIZE + 1];

    void add(long number) {
        countsByLength[Long.SIZE - Long.numberOfLeadingZeros(number)]++;
    }

    /** The order that needs the fewest bits, to within a bit or so for each number. */
    int order() {
        int best = 0;
        for (int order = 1; order <= LARGEST_ORDER; order++) {
            if (bits(order) < bits(best)) {
                best = order;
            }
        }
        return best;
    }

    private long bits(int order) {
        long bits = 0;
        for (int length = 0; length < countsByLength.length; length++) {
            bits += countsByLength[length] * (order + 1 + 2L * Math.max(0, length - order));
        }
        return bits;
    }
}
