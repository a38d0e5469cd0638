package io.ratchet.job.sample;

/** A set of longs in one array, by open addressing: eight to sixteen bytes a member. */
final class LongSet {
    private long[] slots = new long[16];
    private int count;
    private boolean zero;

    /** Adds a number whose bits are mixed; says whether it was not there before. */
    boolean add(long number) {
        if (number == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        if (!put(slots, number)) {
            return false;
        }
        count++;
        if (count > slots.length - slots.length / 4) {
            long[] more = new long[2 * slots.length];
            for (long member : slots) {
                if (member != 0) {
                    put(more, member);
                }
            }
            slots = more;
        }
        return true;
    }

    private static boolean put(long[] slots, long number) {
        int slot = (int) number & (slots.length - 1);
        while (slots[slot] != 0) {
            if (slots[slot] == number) {
                return false;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = number;
        return true;
    }

    int size() {
        return count + (zero ? 1 : 0);
    }
}
