package io.ratchet.job.track;

import io.ratchet.job.message.Message;
import io.ratchet.operator.serializer.VersionedTypeInformation;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A value as it will stand on its topic, and what the sink has to know of it. Where it is larger
 * than the topic takes, it has several parts, which stay together: they are written in one
 * transaction, or dropped as one.
 *
 * @param topic its topic
 * @param key the key of its records
 * @param values the values of its records
 * @param ranges its positions
 */
public record EncodedRecord(
        String topic, String key, List<byte[]> values, List<TrackRange> ranges) {
    /** The type of encoded records. */
    public static final TypeInformation<EncodedRecord> TYPE =
            new VersionedTypeInformation<>(EncodedRecord.class, EncodedRecordSerializer.INSTANCE);

    public EncodedRecord {
        values = List.copyOf(values);
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException(
                    Message.of(
                            """
                            A record for topic %s has no position on any track; whether it is \
                            committed could not be told.""",
                            topic));
        }
    }
}
