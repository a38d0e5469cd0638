package io.ratchet.job.resume;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where a key's records stand: Kafka's default partitioner, murmur2 of the key's bytes. */
public final class KeyPartition {
    private KeyPartition() {}

    /** The partition of a key, in UTF-8, on a topic of so many partitions. */
    public static int of(String key, int partitionCount) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)))
                % partitionCount;
    }
}
