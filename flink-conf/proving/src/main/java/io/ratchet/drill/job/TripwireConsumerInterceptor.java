package io.ratchet.drill.job;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Passes the tripwire with every fetch. */
public final class TripwireConsumerInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    private @Nullable Tripwire tripwire;

    @Override
    public void configure(Map<String, ?> configuration) {
        tripwire = new Tripwire(DrilledJob.folder(configuration), Tripwire.Place.SOURCE);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (tripwire != null) {
            tripwire.pass();
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
