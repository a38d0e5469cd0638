package io.ratchet.job.status;

import io.ratchet.job.claim.RunStart;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a run stands, as a {@code read_committed} reader sees it.
 *
 * @param run the run
 * @param generation counts its fresh starts
 * @param status its status
 * @param step the last committed step, 0 before the first
 * @param samples samples of all committed steps
 * @param trainedRecords records of all committed steps
 * @param waitingRecords records at its end that do not fill a batch
 * @param refused records that were refused, as of its last committed state
 * @param lossAverage exponentially weighted average of the losses, NaN before the first step
 * @param samplesPerSecond of the last ten seconds that were committed; 0 where nothing was lately;
 *     empty where too few steps tell, and for a run that has ended
 * @param lag records of its topic that are not trained yet; empty for a run that has ended
 * @param sha256 fingerprint of the final model; empty until there is one
 * @param timeMillis when that was reported, wall clock; 0 before the first step
 * @param start what was fixed at its first start, with its contract
 * @param history how it has come there: the newest of it
 * @param warnings what its user may not expect of the topic that it reads
 */
public record RunView(
        String run,
        int generation,
        RunStatus status,
        long step,
        long samples,
        long trainedRecords,
        long waitingRecords,
        RefusalCounts refused,
        double lossAverage,
        OptionalDouble samplesPerSecond,
        OptionalLong lag,
        String sha256,
        long timeMillis,
        RunStart start,
        RunHistory history,
        List<String> warnings) {
    public RunView {
        warnings = List.copyOf(warnings);
    }
}
