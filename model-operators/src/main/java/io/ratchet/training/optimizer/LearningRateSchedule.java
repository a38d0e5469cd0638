package io.ratchet.training.optimizer;

import java.io.Serializable;

/** The learning rate as a function of the step, counted from 1: a function, not a state. */
public sealed interface LearningRateSchedule extends Serializable {
    /**
     * The learning rate of a step.
     *
     * @param step the step, counted from 1
     * @throws IllegalArgumentException where the step is below 1
     */
    double rateAt(long step);

    /**
     * Always the same.
     *
     * @param rate the rate
     */
    record Constant(double rate) implements LearningRateSchedule {
        public Constant {
            Limits.aboveZero("constant", "rate", rate);
        }

        @Override
        public double rateAt(long step) {
            Limits.atLeastOne("constant", "step", step);
            return rate;
        }
    }

    /**
     * Multiplied by factor after every so many steps; torch.optim.lr_scheduler.StepLR.
     *
     * @param rate the rate of the first so many steps
     * @param everySteps so many
     * @param factor what the rate is multiplied by
     */
    record StepDecay(double rate, long everySteps, double factor) implements LearningRateSchedule {
        public StepDecay {
            Limits.aboveZero("step decay", "rate", rate);
            Limits.atLeastOne("step decay", "everySteps", everySteps);
            Limits.aboveZero("step decay", "factor", factor);
        }

        @Override
        public double rateAt(long step) {
            Limits.atLeastOne("step decay", "step", step);
            long decays = (step - 1) / everySteps;
            // StrictMath: the same bits on every machine.
            return rate * StrictMath.pow(factor, (double) decays);
        }
    }

    /**
     * Half a cosine from rate down to floor; the first totalSteps steps walk down it, all later
     * ones have the floor. torch.optim.lr_scheduler.CosineAnnealingLR (closed form, not restarted).
     *
     * @param rate the rate of step 1
     * @param totalSteps steps on the way down
     * @param floor the rate afterwards
     */
    record Cosine(double rate, long totalSteps, double floor) implements LearningRateSchedule {
        public Cosine {
            Limits.aboveZero("cosine", "rate", rate);
            Limits.atLeastOne("cosine", "totalSteps", totalSteps);
            Limits.atLeastZero("cosine", "floor", floor);
            if (floor > rate) {
                throw new IllegalArgumentException(
                        "cosine: floor is " + floor + ", above the rate " + rate + ".");
            }
        }

        @Override
        public double rateAt(long step) {
            Limits.atLeastOne("cosine", "step", step);
            if (step > totalSteps) {
                return floor;
            }
            double angle = Math.PI * (double) (step - 1) / (double) totalSteps;
            return floor + (rate - floor) * (1 + StrictMath.cos(angle)) / 2;
        }
    }

    /**
     * Linear from a first fraction up to what the schedule behind it begins with, then that
     * schedule, its step 1 after the warm-up.
     *
     * @param steps steps of the warm-up; step s of it has s/steps of the other's first rate
     * @param then the schedule behind it, itself without a warm-up
     */
    record WarmUp(long steps, LearningRateSchedule then) implements LearningRateSchedule {
        public WarmUp {
            Limits.atLeastOne("warm-up", "steps", steps);
            if (then instanceof WarmUp) {
                throw new IllegalArgumentException(
                        "warm-up: the schedule behind it is a warm-up again: " + then + ".");
            }
        }

        @Override
        public double rateAt(long step) {
            Limits.atLeastOne("warm-up", "step", step);
            return step <= steps
                    ? then.rateAt(1) * (double) step / (double) steps
                    : then.rateAt(step - steps);
        }
    }
}
