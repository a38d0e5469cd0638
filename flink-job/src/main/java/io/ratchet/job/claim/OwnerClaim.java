package io.ratchet.job.claim;

import java.io.Serializable;

/**
 * A start's claim to its job, as it stands on the run-state topic. It holds until one of a higher
 * epoch stands behind it.
 *
 * @param owner the start
 * @param topic the run-state topic
 * @param partition where the claim stands
 * @param offset its offset
 */
public record OwnerClaim(Owner owner, String topic, int partition, long offset)
        implements Serializable {
    /** Whether the job is another start's once that one's claim stands behind this one. */
    boolean yieldsTo(Owner other) {
        return other.job().equals(owner.job()) && other.epoch() > owner.epoch();
    }

    /** Whether a start is another one of the same job. */
    public boolean isOther(Owner start) {
        return start.job().equals(owner.job()) && !start.token().equals(owner.token());
    }
}
