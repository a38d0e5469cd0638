package io.ratchet.operator;

import java.io.Serializable;

/**
 * Is called on the training thread before every step; throwing fails the task as an engine failure
 * would.
 */
@FunctionalInterface
public interface StepInterceptor extends Serializable {
    /** Does nothing. */
    StepInterceptor NONE = (instance, step) -> {};

    /**
     * Is called before a step.
     *
     * @param instance the instance
     * @param step the number the step will have
     */
    void beforeStep(String instance, long step) throws Exception;
}
