package io.ratchet.warm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.VoidDeserializer;

/**
 * Makes Kafka's clients and Flink's connector once, with a broker that takes connections and says
 * nothing: what takes long at a job's first start is to load and to initialize their classes, those
 * of every message of the protocol among them.
 */
final class KafkaWarmUp {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private KafkaWarmUp() {}

    static void run() throws IOException {
        messages();
        try (ServerSocket silence = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            String broker =
                    silence.getInetAddress().getHostAddress() + ":" + silence.getLocalPort();
            Map<String, Object> client = Map.of("bootstrap.servers", broker);
            consumer(client);
            producer(client);
            Admin.create(client).close(Duration.ZERO);
            connector(broker);
        }
    }

    private static void messages() {
        for (ApiKeys key : ApiKeys.clientApis()) {
            key.messageType.newRequest();
            key.messageType.newResponse();
        }
    }

    private static void consumer(Map<String, Object> client) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
            TopicPartition partition = new TopicPartition("nothing", 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            consumer.poll(MOMENT);
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static void producer(Map<String, Object> client) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put("max.block.ms", Long.toString(MOMENT.toMillis()));
        // Closing waits for what the network thread has begun to ask.
        properties.put("request.timeout.ms", Long.toString(MOMENT.toMillis()));
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(properties, "ratchet-warm-up");
        try {
            producer.initTransactions();
        } catch (KafkaException nobodyAnswers) {
            // As expected.
        } finally {
            producer.close();
        }
    }

    private static void connector(String broker) {
        KafkaSource.<Void>builder()
                .setBootstrapServers(broker)
                .setTopics("nothing")
                .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(VoidDeserializer.class))
                .build();
    }
}
