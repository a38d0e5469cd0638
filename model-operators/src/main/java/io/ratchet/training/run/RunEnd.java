package io.ratchet.training.run;

/**
 * The rule by which a run ends, behind each of its batches and where it is restored.
 *
 * @param until where it is to end
 * @param refusals how much of its input it may lose
 */
public record RunEnd(Until until, RefusalLimits refusals) {
    /** The rule of a run. */
    public static RunEnd of(RunSpec spec) {
        return new RunEnd(spec.until(), spec.refusals());
    }

    /**
     * What a run becomes that has come so far, or {@code TRAINING} where it goes on. The end of its
     * topic is not looked at: only the records behind it tell that.
     */
    public RunStatus judge(Progress progress) {
        if (progress.refusedInRow() >= refusals.batchesInRow()) {
            return RunStatus.DIVERGED;
        }
        if (until.isReached(progress.step(), progress.samples())) {
            return refusals.judgeEnd(progress);
        }
        return refusals.judge(progress.records());
    }
}
