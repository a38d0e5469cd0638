package io.ratchet.job.source;

/** How far one partition has been read, and how far TRAIN has followed. */
final class PacedPartition {
    private final String split;
    private final long begin;
    private final InFlight inFlight;
    private long held;
    private boolean covered;
    private boolean paused;

    /**
     * @param split the connector's name for it
     * @param begin where this task begins to read it
     * @param readAhead records of it that may be on their way or waiting
     */
    PacedPartition(String split, long begin, int readAhead) {
        this.split = split;
        this.begin = begin;
        this.inFlight = new InFlight(Pacing.step(readAhead));
    }

    String split() {
        return split;
    }

    /** A record of it has left. */
    void passed(long offset) {
        inFlight.read(offset);
    }

    /** TRAIN has said how far it has come. */
    void taken(long position, long nowHeld) {
        covered |= position >= begin;
        held = nowHeld;
        inFlight.takenTo(position);
    }

    /**
     * Whether TRAIN has taken in all that was read before this task began. Until then, what lies in
     * restored network buffers is in nobody's account.
     */
    boolean isCovered() {
        return covered;
    }

    /** Records on their way to TRAIN, or held there, that are in no batch yet. */
    long ahead() {
        return held + inFlight.count();
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean value) {
        paused = value;
    }
}
