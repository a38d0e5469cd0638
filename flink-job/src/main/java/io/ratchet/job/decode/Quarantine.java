package io.ratchet.job.decode;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;

/** Makes what goes to quarantine. */
final class Quarantine implements Refusals {
    private final String topic;
    private final LongSupplier clock;
    private final Consumer<RefusedRecord> out;
    private final Counter acceptedRecords;

    Quarantine(
            String topic,
            LongSupplier clock,
            Consumer<RefusedRecord> out,
            Counter acceptedRecords) {
        this.topic = topic;
        this.clock = clock;
        this.out = out;
        this.acceptedRecords = acceptedRecords;
    }

    @Override
    public void accepted() {
        acceptedRecords.inc();
    }

    @Override
    public void refuse(RunInput input, RawRecord record, String reason, String detail) {
        byte[] value = record.value();
        byte[] bytes = value == null ? new byte[0] : value;
        out.accept(
                new RefusedRecord(
                        input.run(),
                        input.generation(),
                        topic,
                        record.partition(),
                        record.offset(),
                        reason,
                        detail,
                        bytes.length,
                        sha256(bytes),
                        bytes.length > Math.min(input.maxRecordBytes(), RefusedRecord.WHOLE_BYTES)
                                ? Arrays.copyOf(
                                        bytes, Math.min(bytes.length, RefusedRecord.KEPT_BYTES))
                                : bytes,
                        clock.getAsLong()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
