package io.ratchet.job.decode;

import io.ratchet.kafka.row.FieldObserver;

/** Watches what becomes of each record of a run that is decoded outside Flink. */
public interface RecordWatch extends FieldObserver {
    /** The record whose fields were told last takes part. */
    void accepted();

    /** A record does not take part. */
    void refused(RawRecord record, String reason, String detail);
}
