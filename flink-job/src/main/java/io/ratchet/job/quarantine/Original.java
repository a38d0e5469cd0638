package io.ratchet.job.quarantine;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A refused record as it is to be sent again.
 *
 * @param key its key
 * @param keyKnown whether that is known: the quarantine topic keeps no keys
 * @param value all of its value
 * @param headers its headers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Original(
        byte @Nullable [] key, boolean keyKnown, byte @Nullable [] value, List<Header> headers) {
    Original {
        headers = List.copyOf(headers);
    }
}
