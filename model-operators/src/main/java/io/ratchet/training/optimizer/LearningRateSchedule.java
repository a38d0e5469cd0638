package io.ratchet.training.optimizer;

import java.io.Serializable;

/** The learning rate as a function of the step, counted from 1: a function, not a state. */
public sealed interface LearningRateSchedule extends Serializable {
    /** Always the same. */
    record Constant(double rate) implements LearningRateSchedule {}

    /** Multiplied by factor after every so many steps. */
    record StepDecay(double rate, long everySteps, double factor) implements LearningRateSchedule {}

    /** Half a cosine from rate down to floor at totalSteps, then floor. */
    record Cosine(double rate, long totalSteps, double floor) implements LearningRateSchedule {}

    /**
     * Linear from rate/steps up to what the schedule behind it begins with, then that schedule, its
     * step 1 after the warm-up.
     */
    record WarmUp(long steps, LearningRateSchedule then) implements LearningRateSchedule {}
}
