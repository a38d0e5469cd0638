package io.ratchet.training.optimizer;

import java.io.Serializable;

/** The optimizer of a run; the learning rate comes from the schedule. Definitions are PyTorch's. */
public sealed interface OptimizerSpec extends Serializable {
    /** Stochastic gradient descent; torch.optim.SGD. */
    record Sgd(double momentum, double dampening, boolean nesterov, double weightDecay)
            implements OptimizerSpec {}

    /** Adam with weight decay added to the gradient; torch.optim.Adam. */
    record Adam(double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {}

    /** Adam with decoupled weight decay; torch.optim.AdamW. */
    record AdamW(double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {}

    /** Adagrad; torch.optim.Adagrad. */
    record Adagrad(
            double epsilon, double initialAccumulator, double learningRateDecay, double weightDecay)
            implements OptimizerSpec {}
}
