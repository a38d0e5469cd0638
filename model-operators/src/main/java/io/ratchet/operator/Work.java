package io.ratchet.operator;

import io.ratchet.operator.live.LiveInstance;
import io.ratchet.operator.serializer.Pending;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.step.StepOutcome;
import java.util.Optional;

/**
 * A piece of work for the training thread.
 *
 * @param live the instance it is for
 * @param task a batch to train, or the end
 * @param waiting with the end: how many records do not fill a batch
 */
record Work(LiveInstance live, Pending task, long waiting) {
    /** The next thing to be done for an instance; for the task thread. */
    static Work of(LiveInstance live, Pending task) {
        return new Work(
                live, task, task instanceof Pending.End ? live.assembler().begunCount() : 0);
    }

    long byteCount() {
        return task instanceof Pending.Train train ? train.batch().byteCount() : 0;
    }

    /**
     * Does it. Behind the end of its run nothing is done.
     *
     * @param interceptor is called before a step
     */
    Done carryOut(StepInterceptor interceptor) throws Exception {
        boolean wasTraining = live.isTraining();
        Optional<StepOutcome> outcome = Optional.empty();
        if (task instanceof Pending.Train train) {
            if (wasTraining) {
                interceptor.beforeStep(live.key(), live.instance().progress().step() + 1);
            }
            outcome = live.trainer().train(train.batch());
        } else if (task instanceof Pending.Refuse refuse) {
            live.trainer().refuse(refuse.refused());
        } else if (task instanceof Pending.End end) {
            live.trainer().end(end.refused(), waiting);
        }
        Progress progress = live.instance().progress();
        boolean ended = wasTraining && progress.status() != RunStatus.TRAINING;
        boolean succeeded = ended && progress.status() == RunStatus.SUCCEEDED;
        return new Done(
                this,
                outcome,
                progress,
                ended,
                !wasTraining,
                succeeded ? live.instance().fingerprint() : "");
    }

    /**
     * A piece of work that is done.
     *
     * @param work the work
     * @param outcome what became of the batch; empty where nothing was trained
     * @param progress the instance's progress after it
     * @param isEnd whether its run has come to its end by it
     * @param isBehindEnd whether its run had come to its end before it, so that nothing was done
     * @param sha256 the instance's fingerprint if this work ended its run with success, else empty
     */
    record Done(
            Work work,
            Optional<StepOutcome> outcome,
            Progress progress,
            boolean isEnd,
            boolean isBehindEnd,
            String sha256) {}
}
