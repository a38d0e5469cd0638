package io.ratchet.job.sink;

import io.ratchet.job.record.Owner;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactional ids of a job: a few, which are used again and again, so that the broker never
 * keeps more.
 *
 * <p>The starts of a job take turns with {@link #LANES} lanes of {@link #LANE_IDS} ids. A start
 * fences the ids of its own lane and of the one before it, which ends what its earlier attempts and
 * the start before it have open, and all that those would still send. A start that was frozen while
 * it did so, and wakes up when newer ones live, ends nothing of theirs, because their lanes are
 * others.
 */
final class TransactionalIds {
    static final int LANES = 4;

    /**
     * Transactions that may be open at once: one is written, others wait for their checkpoint. A
     * job fails when it has failed to take four checkpoints in a row.
     */
    static final int LANE_IDS = 8;

    private TransactionalIds() {}

    /** The ids that a start writes with. */
    static List<String> own(Owner owner) {
        return lane(owner.job(), owner.epoch());
    }

    /** The ids that a start fences. */
    static List<String> toFence(Owner owner) {
        List<String> ids = new ArrayList<>(own(owner));
        ids.addAll(lane(owner.job(), owner.epoch() - 1));
        return ids;
    }

    /** Whether an id is one of the job's, whichever start's. */
    static boolean isOf(Owner owner, String id) {
        return id.startsWith(prefix(owner.job()));
    }

    /** The slash is in no job's id, so that no job's ids are those of another. */
    private static String prefix(String job) {
        return "ratchet/" + job + "/";
    }

    private static List<String> lane(String job, long epoch) {
        List<String> ids = new ArrayList<>();
        for (int number = 0; number < LANE_IDS; number++) {
            ids.add(prefix(job) + Math.floorMod(epoch, LANES) + "/" + number);
        }
        return ids;
    }
}
