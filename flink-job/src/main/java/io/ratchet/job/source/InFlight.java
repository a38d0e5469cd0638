package io.ratchet.job.source;

/**
 * The records that were read of one partition and of which TRAIN has not said yet that it has taken
 * them in. They are remembered by the place of every so many: what is told too much is less than
 * that, and nothing where all were taken in.
 */
final class InFlight {
    private static final int FIRST_CAPACITY = 16;

    private final int step;
    private long[] ends = new long[FIRST_CAPACITY];
    private int head;
    private int size;
    private int open;
    private long openEnd;

    /**
     * @param step of how many records the last one's place is remembered
     */
    InFlight(int step) {
        this.step = step;
    }

    /** A record was read. */
    void read(long offset) {
        open++;
        openEnd = offset + 1;
        if (open == step) {
            add(openEnd);
            open = 0;
        }
    }

    private void add(long end) {
        if (size == ends.length) {
            long[] larger = new long[2 * size];
            for (int index = 0; index < size; index++) {
                larger[index] = ends[(head + index) % size];
            }
            ends = larger;
            head = 0;
        }
        ends[(head + size) % ends.length] = end;
        size++;
    }

    /** TRAIN has taken in everything before an offset. */
    void takenTo(long position) {
        while (size > 0 && ends[head] <= position) {
            head = (head + 1) % ends.length;
            size--;
        }
        if (size == 0 && openEnd <= position) {
            open = 0;
        }
    }

    /** How many there are, or a few more. */
    long count() {
        return (long) size * step + open;
    }
}
