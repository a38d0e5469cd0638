package io.ratchet.job.decode;

import java.io.Serializable;

/**
 * Tells whether this start of a job still owns it. Asked at every restart, so that of two jobs of
 * one id the older one ends for good, instead of both fencing each other in turns.
 */
@FunctionalInterface
public interface OwnerGuard extends Serializable {
    /** Every start owns its job. */
    OwnerGuard NONE = () -> {};

    /**
     * Returns if this start owns the job.
     *
     * @throws Exception if a newer start does
     */
    void check() throws Exception;
}
