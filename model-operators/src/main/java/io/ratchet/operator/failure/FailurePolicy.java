package io.ratchet.operator.failure;

import java.io.Serializable;

/**
 * What the job manager goes by when a job fails.
 *
 * @param job the job's id, for its user
 * @param start tells the start of the job apart from all others
 * @param table what becomes of the job
 * @param bounds when it is given up
 */
public record FailurePolicy(String job, String start, FailureTable table, FailureBounds bounds)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
