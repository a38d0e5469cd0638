package io.ratchet.job.cli.job;

import io.ratchet.job.status.RunView;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RefusalCounts;

/**
 * What has become of the records that a run has come past.
 *
 * @param trained those in its steps
 * @param refused those that were refused, by themselves or with their batch
 * @param waiting those that do not fill a batch at its end
 */
record TookPart(long trained, RefusalCounts refused, long waiting) {
    /** All of them. */
    long records() {
        return trained + refused.records() + waiting;
    }

    static TookPart of(RunStateRecord state) {
        return new TookPart(state.trainedRecords(), state.refused(), state.waitingRecords());
    }

    static TookPart of(RunView view) {
        return new TookPart(view.trainedRecords(), view.refused(), view.waitingRecords());
    }
}
