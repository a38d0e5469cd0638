package io.ratchet.training.run;

/**
 * What has become of the records that a run has come past: trained, or refused. Immutable.
 *
 * <p>Refused records count with the batch that they lie before, in the order in which the records
 * are trained; so these numbers belong to a step as its loss does, whatever was interrupted.
 *
 * @param trained records in all applied steps
 * @param refused records that were refused, by themselves or with their batch
 * @param lostInBatches how many of the refused ones were fit to be trained, but in a batch whose
 *     loss or gradients were not finite
 * @param judged records that were come past when the window that is judged began
 * @param judgedRefused how many of those were refused by themselves
 */
public record Participation(
        long trained, RefusalCounts refused, long lostInBatches, long judged, long judgedRefused) {
    /** Before the first record. */
    public static final Participation NONE = new Participation(0, RefusalCounts.NONE, 0, 0, 0);

    /** So many records are judged together: a run may go bad after a good beginning. */
    static final long WINDOW = 10_000;

    /** The first records are judged from so many on: a mistake shows from the beginning. */
    static final long FIRST = 1_000;

    /** All records that the run has come past. */
    public long records() {
        return trained + refused.records();
    }

    /** So many records more were trained. */
    public Participation train(long count) {
        return new Participation(trained + count, refused, lostInBatches, judged, judgedRefused);
    }

    /** So many records more were refused, each by itself. */
    public Participation refuse(RefusalCounts counts) {
        return counts.isEmpty()
                ? this
                : new Participation(
                        trained, refused.and(counts), lostInBatches, judged, judgedRefused);
    }

    /** A batch more was refused for what it came to as a whole. */
    public Participation loseBatch(RefusalCount batch) {
        return new Participation(
                trained,
                refused.and(RefusalCounts.of(batch)),
                lostInBatches + batch.records(),
                judged,
                judgedRefused);
    }

    /**
     * Whether of the records since the last judgement a larger share was refused by themselves;
     * false where too few have come to say so.
     *
     * @param waiting so many more were accepted, and are in no batch yet
     */
    boolean exceeds(double share, long waiting) {
        long records = records() - judged;
        return records >= (judged == 0 ? FIRST : WINDOW)
                && refusedAlone() - judgedRefused > share * (records + waiting);
    }

    /**
     * Whether of all records a larger share was lost, for whatever reason.
     *
     * @param waiting so many more were accepted, and are in no batch yet
     */
    boolean exceedsInAll(double share, long waiting) {
        return refused.records() > share * (records() + waiting);
    }

    /** Whether so many records have come since the last judgement that the next begins anew. */
    public boolean fillsWindow() {
        return records() - judged >= WINDOW;
    }

    /** The same, with what is judged next beginning here. */
    public Participation nextWindow() {
        return new Participation(trained, refused, lostInBatches, records(), refusedAlone());
    }

    private long refusedAlone() {
        return refused.records() - lostInBatches;
    }
}
