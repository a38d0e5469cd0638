package io.ratchet.training.optimizer;

import java.io.Serializable;
import java.util.List;

/** The optimizer of a run; the learning rate comes from the schedule. Definitions are PyTorch's. */
public sealed interface OptimizerSpec extends Serializable {
    /** The name in configurations and fingerprints. */
    String code();

    /**
     * The names of the tensors the optimizer keeps for each parameter, in the order in which {@link
     * FusedUpdate} and {@link TensorUpdate} take them; each FLOAT32 and of the parameter's shape.
     */
    List<String> momentNames();

    /** What every element of a moment holds before the first step. */
    default float momentInitialValue(String moment) {
        if (!momentNames().contains(moment)) {
            throw new IllegalArgumentException(
                    "The optimizer '"
                            + code()
                            + "' keeps no moment '"
                            + moment
                            + "', only "
                            + momentNames()
                            + ".");
        }
        return 0f;
    }

    /**
     * Stochastic gradient descent; torch.optim.SGD.
     *
     * @param momentum share of the buffer that stays in each step, 0 for no buffer
     * @param dampening share of the gradient that is kept out of the buffer
     * @param nesterov whether the update looks ahead along the buffer
     * @param weightDecay share of the weight that is added to the gradient
     */
    record Sgd(double momentum, double dampening, boolean nesterov, double weightDecay)
            implements OptimizerSpec {
        public static final double DEFAULT_MOMENTUM = 0;
        public static final double DEFAULT_DAMPENING = 0;
        public static final boolean DEFAULT_NESTEROV = false;
        public static final double DEFAULT_WEIGHT_DECAY = 0;

        public Sgd {
            Limits.atLeastZero("sgd", "momentum", momentum);
            Limits.finite("sgd", "dampening", dampening);
            Limits.atLeastZero("sgd", "weight decay", weightDecay);
            if (nesterov && (momentum == 0 || dampening != 0)) {
                throw new IllegalArgumentException(
                        "sgd: Nesterov needs a momentum above 0 and no dampening, but momentum is "
                                + momentum
                                + " and dampening "
                                + dampening
                                + ".");
            }
        }

        @Override
        public String code() {
            return "sgd";
        }

        @Override
        public List<String> momentNames() {
            return momentum == 0 ? List.of() : List.of("momentum_buffer");
        }
    }

    /**
     * Adam with weight decay added to the gradient; torch.optim.Adam.
     *
     * @param beta1 share of the mean gradient that stays in each step
     * @param beta2 share of the mean squared gradient that stays in each step
     * @param epsilon added to the denominator
     * @param weightDecay share of the weight that is added to the gradient
     */
    record Adam(double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {
        public static final double DEFAULT_BETA1 = 0.9;
        public static final double DEFAULT_BETA2 = 0.999;
        public static final double DEFAULT_EPSILON = 1e-8;
        public static final double DEFAULT_WEIGHT_DECAY = 0;

        public Adam {
            Limits.share("adam", "beta1", beta1);
            Limits.share("adam", "beta2", beta2);
            Limits.atLeastZero("adam", "epsilon", epsilon);
            Limits.atLeastZero("adam", "weight decay", weightDecay);
        }

        @Override
        public String code() {
            return "adam";
        }

        @Override
        public List<String> momentNames() {
            return List.of("exp_avg", "exp_avg_sq");
        }
    }

    /**
     * Adam with decoupled weight decay; torch.optim.AdamW.
     *
     * @param beta1 share of the mean gradient that stays in each step
     * @param beta2 share of the mean squared gradient that stays in each step
     * @param epsilon added to the denominator
     * @param weightDecay share of the weight, times the learning rate, that each step takes off
     */
    record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {
        public static final double DEFAULT_BETA1 = 0.9;
        public static final double DEFAULT_BETA2 = 0.999;
        public static final double DEFAULT_EPSILON = 1e-8;
        public static final double DEFAULT_WEIGHT_DECAY = 1e-2;

        public AdamW {
            Limits.share("adamw", "beta1", beta1);
            Limits.share("adamw", "beta2", beta2);
            Limits.atLeastZero("adamw", "epsilon", epsilon);
            Limits.atLeastZero("adamw", "weight decay", weightDecay);
        }

        @Override
        public String code() {
            return "adamw";
        }

        @Override
        public List<String> momentNames() {
            return List.of("exp_avg", "exp_avg_sq");
        }
    }

    /**
     * Adagrad; torch.optim.Adagrad.
     *
     * @param epsilon added to the denominator
     * @param initialAccumulator what the sum of squared gradients begins with
     * @param learningRateDecay the rate is divided by 1 + (step − 1) × this
     * @param weightDecay share of the weight that is added to the gradient
     */
    record Adagrad(
            double epsilon, double initialAccumulator, double learningRateDecay, double weightDecay)
            implements OptimizerSpec {
        public static final double DEFAULT_EPSILON = 1e-10;
        public static final double DEFAULT_INITIAL_ACCUMULATOR = 0;
        public static final double DEFAULT_LEARNING_RATE_DECAY = 0;
        public static final double DEFAULT_WEIGHT_DECAY = 0;

        public Adagrad {
            Limits.atLeastZero("adagrad", "epsilon", epsilon);
            Limits.atLeastZero("adagrad", "initial accumulator", initialAccumulator);
            Limits.atLeastZero("adagrad", "learning-rate decay", learningRateDecay);
            Limits.atLeastZero("adagrad", "weight decay", weightDecay);
        }

        @Override
        public String code() {
            return "adagrad";
        }

        @Override
        public List<String> momentNames() {
            return List.of("sum");
        }

        @Override
        public float momentInitialValue(String moment) {
            OptimizerSpec.super.momentInitialValue(moment);
            return (float) initialAccumulator;
        }
    }
}
