package io.ratchet.operator;

import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.instance.StepOutcome;
import io.ratchet.training.run.Progress;
import java.util.Optional;

/**
 * A piece of work for the training thread.
 *
 * @param live the instance it is for
 * @param task a batch to train, or the end
 */
record Work(LiveInstance live, Pending task) {
    long byteCount() {
        return task instanceof Pending.Train train ? train.batch().byteCount() : 0;
    }

    /**
     * A piece of work that is done.
     *
     * @param work the work
     * @param outcome what became of the batch; empty where nothing was trained
     * @param progress the instance's progress after it
     * @param isEnd whether its run has come to its end by it
     * @param sha256 the instance's fingerprint if this work ended its run with success, else empty
     */
    record Done(
            Work work,
            Optional<StepOutcome> outcome,
            Progress progress,
            boolean isEnd,
            String sha256) {}
}
