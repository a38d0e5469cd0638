package io.ratchet.training.run;

import io.ratchet.training.model.InputSpec;

/**
 * The rule by which a run ends, behind each of its batches, where many records were refused between
 * two of them, and where it is restored.
 *
 * @param until where it is to end
 * @param refusals how much of its input it may lose
 * @param begun so many accepted records may wait for their batch to be full
 */
public record RunEnd(Until until, RefusalLimits refusals, long begun) {
    /** The rule of a run. */
    public static RunEnd of(RunSpec spec) {
        long begun = spec.input() instanceof InputSpec.Rows rows ? rows.batchRows() - 1 : 0;
        return new RunEnd(spec.until(), spec.refusals(), begun);
    }

    /**
     * What a run becomes that has come so far with a batch, or {@code TRAINING} where it goes on.
     * The end of its topic is not looked at: only the records behind it tell that.
     */
    public RunStatus judge(Progress progress) {
        return judge(progress, 0);
    }

    /**
     * The same of one that may stand between two batches. Whatever is accepted for the next one
     * counts as much as it may come to: how much it is depends on when that is asked, and a run
     * that is restored has to find what it has found before.
     */
    public RunStatus judgeBetween(Progress progress) {
        return judge(progress, begun);
    }

    /** Whether the share of what was refused is looked at anew from here on. */
    public boolean closesWindow(Progress progress) {
        return progress.records().fillsWindow()
                && refusals.judge(progress.records(), 0) == RunStatus.TRAINING;
    }

    private RunStatus judge(Progress progress, long waiting) {
        if (progress.refusedInRow() >= refusals.batchesInRow()) {
            return RunStatus.DIVERGED;
        }
        if (until.isReached(progress.step(), progress.samples())) {
            return refusals.judgeEnd(progress, waiting);
        }
        return refusals.judge(progress.records(), waiting);
    }
}
