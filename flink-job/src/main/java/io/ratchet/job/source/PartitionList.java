package io.ratchet.job.source;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The list of a source's partitions, as a checkpoint holds it. One that is restored is read when it
 * is needed: Flink restores it where a failure is told to nobody, and comes again at once.
 */
interface PartitionList {
    /** The list itself. */
    KafkaSourceEnumState read() throws IOException;

    /**
     * Stores it in the form of the list itself.
     *
     * @param content reads and writes that
     */
    record Serializer(SimpleVersionedSerializer<KafkaSourceEnumState> content)
            implements SimpleVersionedSerializer<PartitionList> {
        @Override
        public int getVersion() {
            return content.getVersion();
        }

        @Override
        public byte[] serialize(PartitionList list) throws IOException {
            return content.serialize(list.read());
        }

        @Override
        public PartitionList deserialize(int version, byte[] serialized) {
            return () -> content.deserialize(version, serialized);
        }
    }
}
