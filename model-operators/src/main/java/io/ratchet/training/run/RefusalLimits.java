package io.ratchet.training.run;

import java.io.Serializable;

/**
 * How much of its input a run may lose before it ends.
 *
 * @param batchesInRow so many refused batches in a row make it diverged
 * @param share of its records, from 0 to 1; a run of which more are refused ends as refused
 */
public record RefusalLimits(int batchesInRow, double share) implements Serializable {
    public RefusalLimits {
        if (batchesInRow < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "Refusal limits of "
                            + batchesInRow
                            + " batches in a row, which must be at least 1, and a share of "
                            + share
                            + ", which must be from 0 to 1.");
        }
    }

    /**
     * What a run becomes that has come past these records and goes on, or {@code TRAINING}.
     *
     * @param records what has become of its records
     * @param waiting so many more were accepted, and wait for their batch to be full
     */
    public RunStatus judge(Participation records, long waiting) {
        return records.exceeds(share, waiting) ? RunStatus.REFUSED : RunStatus.TRAINING;
    }

    /**
     * What a run becomes that has come to its end.
     *
     * @param progress where it ends
     * @param waiting so many records more were accepted, and do not fill a batch
     */
    public RunStatus judgeEnd(Progress progress, long waiting) {
        if (progress.records().exceedsInAll(share, waiting)) {
            return RunStatus.REFUSED;
        }
        return progress.step() == 0 ? RunStatus.UNTRAINED : RunStatus.SUCCEEDED;
    }
}
