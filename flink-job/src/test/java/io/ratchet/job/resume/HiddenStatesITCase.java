package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.claim.StartException;
import io.ratchet.kafka.broker.LocalBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that share their topics, and one of which has a transaction open. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class HiddenStatesITCase {
    private static final String TOPIC = "run-state";

    @TempDir Path folder;

    private LocalBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = LocalBroker.start(folder.resolve("kafka"), 0, Map.of());
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(clients()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Map<String, String> clients() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @Test
    void aStateBehindTheOpenTransactionOfAnotherJobIsWaitedFor() throws Exception {
        try (KafkaProducer<byte[], byte[]> other = producer("ratchet/other/0/0");
                KafkaProducer<byte[], byte[]> own = producer("ratchet/job/0/0")) {
            write(other, "theirs");
            write(own, "run");
            own.commitTransaction();

            assertThatThrownBy(() -> hidden(Duration.ofMillis(300)).await(clients()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Job 'job' cannot be started: on topic 'run-state'")
                    .hasMessageContaining("transaction 'ratchet/other/0/0'");

            CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
            Thread waiting =
                    new Thread(
                            () -> answer.complete(hidden(Duration.ofMinutes(1)).await(clients())));
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                assertThat(answer).isNotDone();
                Thread.onSpinWait();
            }
            other.commitTransaction();
            assertThat(answer.get(1, TimeUnit.MINUTES))
                    .hasValueSatisfying(
                            said -> assertThat(said).contains("transaction 'ratchet/other/0/0'"));
        }
    }

    @Test
    void whatIsTheJobsOwnOrHidesNothingOfItIsNotWaitedFor() throws Exception {
        assertThat(hidden(Duration.ZERO).await(clients())).isEmpty();
        try (KafkaProducer<byte[], byte[]> other = producer("ratchet/other/0/0");
                KafkaProducer<byte[], byte[]> own = producer("ratchet/job/0/0")) {
            write(own, "run");
            assertThat(hidden(Duration.ZERO).await(clients())).as("its own").isEmpty();
            own.commitTransaction();
            write(other, "theirs");
            write(other, "theirs");
            assertThat(hidden(Duration.ZERO).await(clients())).as("nothing behind").isEmpty();
        }
    }

    private static HiddenStates hidden(Duration patience) {
        return new HiddenStates(TOPIC, "job", Set.of("run"), patience);
    }

    private KafkaProducer<byte[], byte[]> producer(String id) {
        Map<String, Object> properties = new HashMap<>(clients());
        properties.put("transactional.id", id);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, String key) throws Exception {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(TOPIC, bytes, bytes)).get();
    }
}
