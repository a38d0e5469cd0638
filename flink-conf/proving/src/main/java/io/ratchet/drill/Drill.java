package io.ratchet.drill;

import io.ratchet.drill.fault.Blow;
import io.ratchet.drill.fault.Fault;
import io.ratchet.drill.measure.Recovery;
import io.ratchet.drill.measure.SeenStep;
import io.ratchet.drill.measure.Timeline;
import io.ratchet.drill.stage.Await;
import io.ratchet.drill.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Brings faults about on a stage, and sees the job come back from each. */
final class Drill {
    /** How many steps the topic is fed for. */
    static final int STEPS_PER_SECOND = 100;

    /**
     * The code of processes that have just started is still being compiled: so many steps a first
     * fault waits.
     */
    static final int SETTLING_STEPS = 30 * STEPS_PER_SECOND;

    /** A fault strikes so many steps after the stage is whole, at most: a checkpoint's interval. */
    static final int MOST_STEPS = 200;

    private final Stage stage;
    private final SplittableRandom random;

    /**
     * @param stage where
     * @param random draws the moments at which faults strike
     */
    Drill(Stage stage, SplittableRandom random) {
        this.stage = stage;
        this.random = random;
    }

    /** Lets the job train until its processes have settled. */
    void settle() throws InterruptedException {
        stage.awaitWhole();
        awaitSteps(SETTLING_STEPS);
    }

    /** One fault, from a stage that is whole to one that is whole again. */
    Recovery repeat(Fault fault) throws Exception {
        stage.awaitWhole();
        awaitSteps(1 + random.nextInt(MOST_STEPS));
        int before = stage.written().count();
        long highest = stage.written().highest();
        Blow blow = fault.strike(stage);
        Recovery recovery = awaitRecovery(fault, blow, highest, before);
        fault.mend(stage);
        stage.awaitWhole();
        return recovery;
    }

    private void awaitSteps(int count) throws InterruptedException {
        long until = stage.written().highest() + count;
        stage.awaitTraining("step " + until, () -> stage.written().highest() >= until);
    }

    private Recovery awaitRecovery(Fault fault, Blow blow, long highestSeen, int before)
            throws InterruptedException {
        // Flink is asked only then: asking takes the cores that the recovery needs.
        stage.awaitTraining(
                "steps after fault '" + fault.code() + "'",
                () ->
                        stage.written().since(before).stream()
                                .filter(step -> fault.sight().millis(step) > blow.millis())
                                .anyMatch(step -> step.step() >= highestSeen));
        Timeline complete =
                Await.present(
                        "training goes on after fault '" + fault.code() + "'",
                        () ->
                                Optional.of(timeline(fault, blow, highestSeen, before))
                                        .filter(now -> isComplete(fault, now)));
        // Failures are told as they stood up to three seconds ago, so they are asked for last.
        return new Timeline(
                        complete.fault(),
                        stage.job().failures(),
                        complete.tasks(),
                        complete.steps())
                .recovery()
                .orElseThrow();
    }

    private static boolean isComplete(Fault fault, Timeline now) {
        return !now.tasks().isEmpty()
                && (!fault.restarts() || now.restartedMillis().isPresent())
                && now.recovery().isPresent();
    }

    private Timeline timeline(Fault fault, Blow blow, long highestSeen, int before) {
        List<SeenStep> steps = stage.written().since(before);
        // What was written before the fault may be seen after it.
        long highest =
                steps.stream()
                        .filter(step -> fault.sight().millis(step) <= blow.millis())
                        .mapToLong(SeenStep::step)
                        .reduce(highestSeen, Math::max);
        return new Timeline(
                new Recovery.Fault(blow.millis(), blow.resumableMillis(), highest, fault.sight()),
                stage.job().failures(),
                stage.job().tasks(),
                steps);
    }
}
