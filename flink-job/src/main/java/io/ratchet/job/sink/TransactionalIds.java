package io.ratchet.job.sink;

import io.ratchet.job.claim.Owner;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactional ids of a job: a few, which are used again and again, so that the broker never
 * keeps more.
 *
 * <p>The lives of the sink take turns with {@link #LANES} lanes of {@link #LANE_IDS} ids. What
 * earlier lives hold is fenced when one begins ({@link Fencing}). One that stood still while it did
 * so, and goes on when newer ones live, ends nothing of theirs, because their lanes are others.
 */
final class TransactionalIds {
    static final int LANES = 4;

    /**
     * Transactions that may be open at once: one is written, others wait for their checkpoint. A
     * job fails when it has failed to take four checkpoints in a row.
     */
    static final int LANE_IDS = 8;

    private TransactionalIds() {}

    /** The ids that a life writes with. */
    static List<String> lane(String job, int lane) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < LANE_IDS; number++) {
            ids.add(prefix(job) + lane + "/" + number);
        }
        return ids;
    }

    /** All that any life writes with. */
    static List<String> all(String job) {
        List<String> ids = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            ids.addAll(lane(job, lane));
        }
        return ids;
    }

    /** The id that counts the lives; nothing is written with it. */
    static String count(String job) {
        return prefix(job) + "lives";
    }

    private static String prefix(String job) {
        return Owner.transactions(job);
    }
}
