package io.ratchet.job.record;

import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.training.batch.OffsetRange;
import java.util.List;

/** Refused records on the quarantine topic. */
public final class RefusedRecordCodec implements RecordCodec<RefusedRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public String key(RefusedRecord value) {
        return value.run();
    }

    @Override
    public byte[] encode(RefusedRecord value) {
        return JsonRecord.write(
                json -> {
                    json.writeStringField("kind", QuarantineEntry.RECORD);
                    json.writeStringField("run", value.run());
                    json.writeNumberField("generation", value.generation());
                    json.writeStringField("reason", value.reason());
                    json.writeStringField("detail", value.detail());
                    json.writeStringField("topic", value.topic());
                    JsonRecord.places(
                            json,
                            List.of(
                                    new OffsetRange(
                                            value.partition(),
                                            value.offset(),
                                            value.offset() + 1)));
                    json.writeNumberField("length", value.length());
                    json.writeStringField("sha256", value.sha256());
                    json.writeBinaryField("bytes", value.bytes());
                    json.writeNumberField("time", value.timeMillis());
                });
    }
}
