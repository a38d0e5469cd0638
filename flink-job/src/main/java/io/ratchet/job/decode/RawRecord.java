package io.ratchet.job.decode;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands on its topic. Nobody changes its bytes.
 *
 * @param partition its partition
 * @param offset its offset
 * @param key its key, if it has one
 * @param value its value; none for a tombstone
 * @param headers its headers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would cost more than decoding
public record RawRecord(
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {}
