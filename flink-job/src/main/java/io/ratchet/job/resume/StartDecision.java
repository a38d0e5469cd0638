package io.ratchet.job.resume;

import io.ratchet.operator.result.RunStateRecord;
import java.util.List;

/** What a start comes to. */
public sealed interface StartDecision {
    /** The job is to be submitted. */
    record Go(JobPlan plan) implements StartDecision {}

    /** Every run has reached its end before: there is nothing to train. */
    record Ended(List<RunStateRecord> states) implements StartDecision {
        public Ended {
            states = List.copyOf(states);
        }
    }
}
