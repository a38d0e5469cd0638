package io.ratchet.job.demo;

/**
 * A fault that the job has come back from.
 *
 * @param kind where it struck
 * @param atStep the last step begun before it
 * @param resumedAtStep the last step of the model that was restored
 * @param replayedSteps steps beyond that one that were trained again
 * @param recoverySeconds from the fault to the first step after it
 * @param committedStep the first step that was seen committed after it and had not been before
 */
record Interruption(
        FaultKind kind,
        long atStep,
        long resumedAtStep,
        long replayedSteps,
        double recoverySeconds,
        long committedStep) {}
