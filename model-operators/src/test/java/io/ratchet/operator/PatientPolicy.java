package io.ratchet.operator;

import io.ratchet.operator.failure.FailureBounds;
import io.ratchet.operator.failure.FailurePolicy;
import io.ratchet.operator.failure.FailureTable;
import java.time.Duration;
import java.util.List;

/** A policy that ends no job of a test by itself. */
final class PatientPolicy {
    private PatientPolicy() {}

    static FailurePolicy of(String start) {
        return new FailurePolicy(
                "job",
                start,
                FailureTable.of(List.of()),
                new FailureBounds(Integer.MAX_VALUE, Duration.ofDays(1)));
    }
}
