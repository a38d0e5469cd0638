package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cluster.EmbeddedJob;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.PlainTopic;
import io.ratchet.tests.support.Rows;
import io.ratchet.tests.support.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Case 09: partitions take turns, and one of them is empty. The start says so, the running job says
 * for which partition it has waited, here and over REST, and it goes on when a record comes.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AwaitedPartitionITCase {
    @TempDir Path folder;

    @Test
    void anEmptyPartitionThatEverythingWaitsForIsNamed() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            try (Admin admin =
                    Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()))) {
                admin.createTopics(List.of(new NewTopic("rows", 2, (short) 1))).all().get();
            }
            append(broker, 0, 100);
            JobConfiguration job = job(broker);
            Faults.of(job.job(), 0);
            try (JobLife life = JobLife.start(job)) {
                assertThat(life.plan().notices())
                        .anySatisfy(
                                notice ->
                                        assertThat(notice)
                                                .contains("'rows' has no record in partition 1.")
                                                .contains("run 'run' waits")
                                                .contains("order: arrival"));
                EmbeddedJob running =
                        new EmbeddedJob(life.cluster(), life.id(), life.plan().owner().token());
                Await.until(
                        "the wait is told",
                        () -> {
                            life.assertNotFailed();
                            return running.inputWait().contains("for a record of partition 1,");
                        });
                assertThat(running.inputWait()).contains("with 99 records of others");
                Await.until(
                        "the wait is told over REST",
                        () -> overRest(life).contains("for a record of partition 1,"));
                assertThat(steps(broker, job)).isEmpty();

                append(broker, 1, 100);
                assertThat(life.result().getSerializedThrowable()).isEmpty();
            }
            assertThat(steps(broker, job)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    /** Asks as anybody would, without the product's own client. */
    private static String overRest(JobLife life) {
        String job = life.cluster().webInterface() + "/jobs/" + life.id();
        String vertex =
                get(job).replaceAll(
                                "(?s).*\"id\":\"([0-9a-f]{32})\"[^{}]*\"name\":\"TRAIN.*", "$1");
        String metrics = job + "/vertices/" + vertex + "/jm-operator-metrics";
        String known = get(metrics);
        if (!known.contains("inputWait")) {
            return "";
        }
        String name = known.replaceAll("(?s).*\"id\":\"([^\"]*inputWait)\".*", "$1");
        return get(metrics + "?get=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private static String get(String address) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> steps(TestBroker broker, JobConfiguration job) {
        return PlainTopic.ofRun(broker.bootstrap(), job.topics().metrics(), "run").stream()
                .map(step -> step.path("step").asLong())
                .toList();
    }

    private static void append(TestBroker broker, int partition, int count) throws Exception {
        Rows rows = new Rows(31 + partition);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(index -> records.add(TestBroker.row("rows", partition, rows.csv())));
        broker.append(records);
    }

    private JobConfiguration job(TestBroker broker) {
        return ConfigurationReader.read(
                "awaited",
                """
                job: awaited
                kafka: {bootstrap: '%1$s'}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: 4
                      columns:
                        - {name: x, type: numeric}
                        - {name: z, type: numeric}
                        - {name: c, type: hashed, buckets: 20}
                        - {name: y, type: label, classes: 2}
                    model: {type: tabular, embedding: 4, hidden: [16]}
                    loss: binary-cross-entropy
                    optimizer: {type: adamw}
                    until: {steps: 5}
                checkpoint:
                  directory: '%2$s/checkpoints'
                  savepoints: '%2$s/savepoints'
                  interval: 200 ms
                models: {directory: '%2$s/models'}
                """
                        .formatted(broker.bootstrap(), folder));
    }
}
