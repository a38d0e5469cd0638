package io.ratchet.job.demo;

import io.ratchet.operator.StepInterceptor;

/** Lets the armed fault strike in a training step, and tells when a new attempt begins to train. */
final class FaultyStepInterceptor implements StepInterceptor {
    private static final long serialVersionUID = 1L;

    /** Every attempt deserializes an interceptor of its own, with no number yet. */
    private transient int attempt;

    @Override
    public void beforeStep(String instance, long step) {
        if (attempt == 0) {
            attempt = FaultInjector.nextAttempt();
        }
        FaultInjector.beforeStep(attempt, step);
    }
}
