package io.ratchet.job.decode;

import io.ratchet.kafka.format.RefusedRecordException;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RefusedPlace;
import java.util.List;

/** Collects the accepted records of one partition for one instance until they leave as a block. */
interface BlockBuilder {
    /** Decodes and adds a record; changes nothing if it is refused. */
    void add(RawRecord record) throws RefusedRecordException;

    /** Whether it is time for the records to leave. */
    boolean isFull();

    /**
     * The records so far, as a block that nobody changes any more; the builder begins again.
     *
     * @param fromOffset where the block begins
     * @param nextOffset the offset behind everything seen
     * @param refused what of it was refused
     */
    Block build(long fromOffset, long nextOffset, List<RefusedPlace> refused);
}
