package io.ratchet.drill.measure;

/** Which time of a step record counts. */
public enum Sight {
    /** When TRAIN emitted it: for faults that leave the way to the reader alone. */
    EMITTED {
        @Override
        public long millis(SeenStep step) {
            return step.emittedMillis();
        }
    },
    /** When a reader had it: for faults of the brokers, behind which training may go on unseen. */
    SEEN {
        @Override
        public long millis(SeenStep step) {
            return step.seenMillis();
        }
    };

    /** That time. */
    public abstract long millis(SeenStep step);
}
