package io.ratchet.job.source;

import java.io.Serializable;

/**
 * That the partitions of a run wait for each other.
 *
 * @param run the run, the only one that the source is for
 * @param readAhead records that may be read of one partition beyond those whose turn has come
 */
public record Pacing(String run, int readAhead) implements Serializable {
    private static final int MOST_FETCHED_RECORDS = 500;
    private static final int FETCHES = 4;
    private static final int STEPS_OF_READ_AHEAD = 8;
    private static final int LARGEST_STEP = 64;

    /** Records that are fetched at once. */
    public int fetchedRecords() {
        return fetchedRecords(readAhead);
    }

    private static int fetchedRecords(int readAhead) {
        return Math.min(MOST_FETCHED_RECORDS, readAhead);
    }

    /**
     * The most records of one partition that are on their way to TRAIN or wait there. The connector
     * holds four fetches at most ahead of what has left it, which still come after a partition is
     * paused.
     */
    static int mostAhead(int readAhead) {
        return readAhead + step(readAhead) + FETCHES * fetchedRecords(readAhead);
    }

    /** After so many records it is looked who is ahead. */
    static int step(int readAhead) {
        return Math.max(1, Math.min(LARGEST_STEP, readAhead / STEPS_OF_READ_AHEAD));
    }
}
