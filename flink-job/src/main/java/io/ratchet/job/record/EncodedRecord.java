package io.ratchet.job.record;

import io.ratchet.operator.serializer.VersionedTypeInformation;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record as it will stand on its topic: what values of two types become before one sink takes
 * both.
 *
 * @param key its key
 * @param value its value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedRecord(String key, byte[] value) {
    /** The type of encoded records. */
    public static final TypeInformation<EncodedRecord> TYPE =
            new VersionedTypeInformation<>(EncodedRecord.class, EncodedRecordSerializer.INSTANCE);

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
        public byte[] encode(EncodedRecord value) {
            return value.value();
        }
    }
}
