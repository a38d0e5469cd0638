package io.ratchet.kafka.topic;

import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/** Which partition a producer puts a key on where nobody says otherwise. */
public enum KeyPartitioner {
    /** Kafka's own clients: murmur2 of the key's bytes. */
    KAFKA("kafka") {
        @Override
        public int partitionOf(byte[] key, int partitionCount) {
            return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
        }
    },
    /**
     * librdkafka, on which the clients for Python, Go and .NET and kcat are built: CRC-32 of the
     * key's bytes (its partitioner {@code consistent_random}).
     */
    LIBRDKAFKA("librdkafka") {
        @Override
        public int partitionOf(byte[] key, int partitionCount) {
            CRC32 checksum = new CRC32();
            checksum.update(key);
            return (int) (checksum.getValue() % partitionCount);
        }
    };

    private final String code;

    KeyPartitioner(String code) {
        this.code = code;
    }

    /** The stable text that stands for it in configurations. */
    public String code() {
        return code;
    }

    /** The partition of a key that has bytes, on a topic of so many partitions. */
    public abstract int partitionOf(byte[] key, int partitionCount);
}
