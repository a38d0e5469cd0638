package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.log.CommittedRecords;
import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.RatchetTopics;
import io.ratchet.kafka.topic.TopicExecutor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start has to read of the run-state topic of a job that has been there for long. */
class RunStateGrowthITCase {
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final int RECORD_BYTES = 1 << 12;
    private static final int RECORDS = 12 * SEGMENT_BYTES / RECORD_BYTES;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Where its cleaner finds nothing to do, it looks again after 15 s by default. */
    private static final Map<String, String> LOOKS_OFTEN = Map.of("log.cleaner.backoff.ms", "200");

    @Test
    void doesNotGrowWithTheJobsAge(@TempDir Path folder) throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0, LOOKS_OFTEN)) {
            Map<String, String> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
            String topic = RatchetTopics.of("old").runState();
            make(clients, topic);
            write(clients, topic);

            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long read = readBytes(clients, topic);
            while (read > 3L * SEGMENT_BYTES && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                read = readBytes(clients, topic);
            }
            assertThat(read).isLessThanOrEqualTo(3L * SEGMENT_BYTES);
        }
    }

    /** As the product makes it, but that a segment is sooner full. */
    private static void make(Map<String, String> clients, String topic) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            new TopicExecutor(admin)
                    .create(
                            RatchetTopics.of("old").specs().stream()
                                    .filter(spec -> spec.name().equals(topic))
                                    .toList(),
                            PartitionGrowth.REFUSED);
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            "segment.bytes",
                                                            Integer.toString(SEGMENT_BYTES)),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static void write(Map<String, String> clients, String topic) {
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<String, Object>(clients),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            byte[] key = "run".getBytes(StandardCharsets.UTF_8);
            for (int count = 0; count < RECORDS; count++) {
                sent.add(producer.send(new ProducerRecord<>(topic, key, new byte[RECORD_BYTES])));
            }
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    private static long readBytes(Map<String, String> clients, String topic) {
        AtomicLong bytes = new AtomicLong();
        CommittedRecords.readWritten(
                clients, topic, record -> bytes.addAndGet(record.serializedValueSize()));
        return bytes.get();
    }
}
