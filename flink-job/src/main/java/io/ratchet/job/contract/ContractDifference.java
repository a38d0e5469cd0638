package io.ratchet.job.contract;

import io.ratchet.job.claim.RunStart;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.SpecContract;
import java.util.List;

/** What of a run is configured otherwise than it was started, for somebody who starts nothing. */
public final class ContractDifference {
    private ContractDifference() {}

    /** The parts that may not change and are others now; a start of the run would be refused. */
    public static List<Change> of(RunConfiguration run, RunStart start) {
        PlannedRun planned =
                new PlannedRun(run, start, InputContract.of(run.input(), start, "not looked at"));
        return start.contract().refused(SpecContract.of(planned.spec()));
    }
}
