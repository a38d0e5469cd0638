package io.ratchet.job.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.broker.LocalBroker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A claim to which the broker does not answer: it may have taken it, and it may not. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class UnansweredClaimITCase {
    private static final String TOPIC = "run-state";
    private static final Owner OWNER = new Owner("job", 3, 1, "token", 0);

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
    void oneThatTheBrokerHasTakenHolds() {
        try (RunStateWriter writer = writer(clients(), true)) {
            OwnerClaim claim = writer.claim(OWNER, List.of());

            assertThat(StartRecords.read(clients(), TOPIC).claim(OWNER.job()))
                    .isEqualTo(Optional.of(claim));
        }
    }

    @Test
    void oneThatItHasNotTakenLeavesTheJobToWhoeverHasIt() {
        try (RunStateWriter writer = writer(clients(), false)) {
            assertThatThrownBy(() -> writer.claim(OWNER, List.of()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Cannot claim job 'job' on topic run-state")
                    .hasMessageContaining("The claim is not on the topic")
                    .hasMessageContaining("start of the job that runs goes on");
        }
    }

    @Test
    void whereNobodyCanTellItSaysWhatMayHaveBecomeOfAnOlderStart() {
        Map<String, String> silent = new HashMap<>();
        silent.put("bootstrap.servers", "127.0.0.1:1");
        silent.put("default.api.timeout.ms", "500");
        silent.put("request.timeout.ms", "400");
        try (RunStateWriter writer = writer(silent, true)) {
            assertThatThrownBy(() -> writer.claim(OWNER, List.of()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Whether the claim is on the topic cannot be told")
                    .hasMessageContaining("it was started again as epoch 3, and nobody trains");
        }
    }

    /** One whose claims are not answered. */
    private RunStateWriter writer(Map<String, String> clients, boolean arrives) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.<String, Object>copyOf(clients()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        return new RunStateWriter(clients, TOPIC, silent(producer, arrives));
    }

    @SuppressWarnings("unchecked") // a proxy has no type
    private static Producer<byte[], byte[]> silent(
            Producer<byte[], byte[]> producer, boolean arrives) {
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        Producer.class.getClassLoader(),
                        new Class<?>[] {Producer.class},
                        (proxy, method, arguments) -> {
                            boolean isClaim =
                                    method.getName().equals("send")
                                            && arguments[0] instanceof ProducerRecord<?, ?> record
                                            && record.key() instanceof byte[] key
                                            && Owner.isKey(new String(key, StandardCharsets.UTF_8));
                            try {
                                Object answer =
                                        isClaim && !arrives
                                                ? null
                                                : method.invoke(producer, arguments);
                                if (answer instanceof Future<?> sent) {
                                    sent.get();
                                }
                                return isClaim
                                        ? CompletableFuture.failedFuture(
                                                new TimeoutException("no answer in 120000 ms"))
                                        : answer;
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        });
    }
}
