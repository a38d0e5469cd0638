package io.ratchet.kafka.row;

import io.ratchet.kafka.format.RefusedRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one record into one row.
 *
 * <p><b>Threading</b>: a decoder keeps buffers between calls and belongs to one thread.
 */
public interface RowDecoder {
    /**
     * Decodes one record.
     *
     * @param value the record's value; null and empty ones are refused
     * @param into filled in; meaningless after a refusal
     * @throws RefusedRecordException if the record is not a row of the schema; no other exception
     *     comes out, whatever the bytes
     */
    void decode(byte @Nullable [] value, DecodedRow into) throws RefusedRecordException;
}
