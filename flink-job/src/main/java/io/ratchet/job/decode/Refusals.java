package io.ratchet.job.decode;

/** Where refused records go; counts accepted ones beside them. */
public interface Refusals {
    /** Notes a record that took part. */
    void accepted();

    /** Sends a record to quarantine. */
    void refuse(RunInput input, RawRecord record, String reason, String detail);
}
