package io.ratchet.job.decode;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands on its topic. Nobody changes its bytes. Or a mark between records: that the
 * source has read everything of a partition before an offset.
 *
 * @param partition its partition
 * @param offset its offset; negative for a mark
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
        List<Header> headers) {

    /** A mark: everything of a partition before an offset has been read. */
    public static RawRecord mark(int partition, long offset) {
        return new RawRecord(partition, -1 - offset, null, null, List.of());
    }

    /** Whether it is a mark, and no record. */
    public boolean isMark() {
        return offset < 0;
    }

    /** The offset before which everything has been read; of a mark only. */
    public long markedOffset() {
        return -1 - offset;
    }
}
