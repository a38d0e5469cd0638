package io.ratchet.operator.result;

import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;

/**
 * Where an instance stands, as it is reported at every checkpoint in which it moved.
 *
 * @param run the run
 * @param instance the instance
 * @param generation counts the fresh starts of the run
 * @param status its status
 * @param step the last step
 * @param samples samples of all steps so far
 * @param lossAverage exponentially weighted average of the losses
 * @param auc area under the ROC curve so far, NaN where it is not measured
 * @param refusedBatches batches refused so far
 * @param trainedRecords records in all steps so far
 * @param refused records refused so far, by themselves or with their batch
 * @param waitingRecords records that have come and do not fill a batch: they are trained if the run
 *     is gone on with; 0 before its end
 * @param ends how often the run had ended before and was gone on with
 * @param sha256 fingerprint of the final instance; empty until it has reached its end
 * @param timeMillis when this was emitted, wall clock
 * @param history how it has come there: the newest of it, with the counts of all
 */
public record RunStateRecord(
        String run,
        String instance,
        int generation,
        RunStatus status,
        long step,
        long samples,
        double lossAverage,
        double auc,
        long refusedBatches,
        long trainedRecords,
        RefusalCounts refused,
        long waitingRecords,
        int ends,
        String sha256,
        long timeMillis,
        RunHistory history) {}
