package io.ratchet.job.record;

import io.ratchet.operator.serializer.VersionedTypeInformation;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A value as it will stand on its topic: what values of two types become before one sink takes
 * both. Where it is larger than the topic takes, it has several parts, which stay together: they
 * are written in one transaction, or dropped as one.
 *
 * @param key the key of its records
 * @param values the values of its records
 */
public record EncodedRecord(String key, List<byte[]> values) {
    /** The type of encoded records. */
    public static final TypeInformation<EncodedRecord> TYPE =
            new VersionedTypeInformation<>(EncodedRecord.class, EncodedRecordSerializer.INSTANCE);

    public EncodedRecord {
        values = List.copyOf(values);
    }

    /** Takes encoded records as they are. */
    public static RecordCodec<EncodedRecord> codec() {
        return new Codec();
    }

    private static final class Codec implements RecordCodec<EncodedRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public String key(EncodedRecord value) {
            return value.key();
        }

        @Override
        public List<byte[]> encode(EncodedRecord value) {
            return value.values();
        }
    }
}
