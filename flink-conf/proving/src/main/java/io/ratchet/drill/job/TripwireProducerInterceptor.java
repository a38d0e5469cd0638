package io.ratchet.drill.job;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Passes the tripwire with every result. */
public final class TripwireProducerInterceptor implements ProducerInterceptor<byte[], byte[]> {
    private @Nullable Tripwire tripwire;

    @Override
    public void configure(Map<String, ?> configuration) {
        tripwire = new Tripwire(DrilledJob.folder(configuration), Tripwire.Place.SINK);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
        if (tripwire != null) {
            tripwire.pass();
        }
        return sent;
    }

    @Override
    public void onAcknowledgement(
            @Nullable RecordMetadata metadata, @Nullable Exception exception) {}

    @Override
    public void close() {}
}
