package io.ratchet.job.decode;

/** How far one partition has been read. */
final class PacedPartition {
    private final long begin;
    private final long end;
    private long next;
    private boolean paused;

    /**
     * @param begin where it was begun
     * @param next the next offset
     * @param end the offset behind its last record
     */
    PacedPartition(long begin, long next, long end) {
        this.begin = begin;
        this.next = next;
        this.end = end;
    }

    /** A record of it has left. */
    void passed(long offset) {
        next = offset + 1;
    }

    /** Offsets since its beginning. */
    long position() {
        return next - begin;
    }

    /** Offsets to its end. */
    long left() {
        return end - next;
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean value) {
        paused = value;
    }
}
