package io.ratchet.job.resume;

import io.ratchet.job.record.Owner;
import java.io.Serializable;

/**
 * A start's claim to its job, as it stands on the run-state topic. It holds until another claim to
 * the job stands behind it.
 *
 * @param owner the start
 * @param topic the run-state topic
 * @param partition where the claim stands
 * @param offset its offset
 */
public record OwnerClaim(Owner owner, String topic, int partition, long offset)
        implements Serializable {
    /** Whether a claim to the same job was made by another start. */
    boolean isAgainst(Owner other) {
        return other.job().equals(owner.job()) && !other.token().equals(owner.token());
    }
}
