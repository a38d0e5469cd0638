package io.ratchet.operator;

import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.serializer.VersionedTypeInformation;
import org.apache.flink.util.OutputTag;

/** What leaves TRAIN beside the step records. */
public final class TrainOutputs {
    /** States of runs. */
    public static final OutputTag<RunStateRecord> RUN_STATE =
            new OutputTag<>("run-state", VersionedTypeInformation.RUN_STATE);

    /** Batches refused in the step. */
    public static final OutputTag<PoisonedBatch> POISON =
            new OutputTag<>("poison", VersionedTypeInformation.POISONED_BATCH);

    private TrainOutputs() {}
}
