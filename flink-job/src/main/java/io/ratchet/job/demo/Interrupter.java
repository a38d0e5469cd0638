package io.ratchet.job.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a job and sees it come back. A fault counts only once it has struck, the job has begun
 * to train again, and a step has been committed that had not been before.
 */
final class Interrupter {
    private static final Duration LOOK = Duration.ofMillis(10);

    private final DemoJob job;
    private final LiveView view;
    private final StepBar line;
    private int survived;

    Interrupter(DemoJob job, LiveView view, StepBar line) {
        this.job = job;
        this.view = view;
        this.line = line;
    }

    /** Lets one fault strike; empty where the job ended before it had come back from it. */
    Optional<Interruption> interrupt(FaultPlan.Fault fault) {
        long before = view.look(LOOK, survived);
        long committed = awaitCommittedAfter(before);
        if (committed == 0 || !strike(fault)) {
            return Optional.empty();
        }
        long atStep = FaultInjector.highestStep();
        FaultInjector.Outcome outcome = awaitOutcome();
        long newlyCommitted = outcome == null ? 0 : awaitCommittedAfter(view.look(LOOK, survived));
        if (outcome == null || newlyCommitted == 0) {
            return Optional.empty();
        }
        survived++;
        line.say(
                String.format(
                        Locale.ROOT,
                        "   %d. %s at step %,d: resumed at step %,d, replayed %,d, back after %.2f s",
                        survived,
                        fault.kind().title(),
                        atStep,
                        outcome.resumedAtStep(),
                        outcome.replayedSteps(),
                        outcome.seconds()));
        return Optional.of(
                new Interruption(
                        fault.kind(),
                        atStep,
                        outcome.resumedAtStep(),
                        outcome.replayedSteps(),
                        outcome.seconds(),
                        newlyCommitted));
    }

    private boolean strike(FaultPlan.Fault fault) {
        if (fault.kind() == FaultKind.CLUSTER) {
            long moment = FaultInjector.newestStep() + fault.afterEvents();
            while (FaultInjector.newestStep() < moment) {
                view.look(LOOK, survived);
                if (job.hasEnded()) {
                    return false;
                }
            }
            FaultInjector.struck();
            job.replaceCluster();
            return true;
        }
        FaultInjector.arm(fault.kind(), fault.afterEvents());
        while (!FaultInjector.hasStruck()) {
            view.look(LOOK, survived);
            if (job.hasEnded()) {
                return false;
            }
        }
        return true;
    }

    private FaultInjector.@Nullable Outcome awaitOutcome() {
        FaultInjector.Outcome outcome = FaultInjector.outcome();
        while (outcome == null && !job.hasEnded()) {
            view.look(LOOK, survived);
            outcome = FaultInjector.outcome();
        }
        return outcome;
    }

    /** Waits for a committed step behind the given one; 0 where the job ended without. */
    private long awaitCommittedAfter(long step) {
        while (true) {
            boolean ended = job.hasEnded();
            long committed = view.look(LOOK, survived);
            if (committed > step) {
                return committed;
            }
            if (ended) {
                return 0;
            }
        }
    }
}
