package io.ratchet.job.decode;

import io.ratchet.operator.serializer.VersionedTypeInformation;
import org.apache.flink.util.OutputTag;

/** What leaves Decode beside the blocks. */
public final class DecodeOutputs {
    /** Refused records. */
    public static final OutputTag<RefusedRecord> REFUSED =
            new OutputTag<>(
                    "refused",
                    new VersionedTypeInformation<>(
                            RefusedRecord.class, RefusedRecordSerializer.INSTANCE));

    private DecodeOutputs() {}
}
