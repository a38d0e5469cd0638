package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A small job that trains for ever, on a cluster that knows the topic {@code rows}. */
record RowsJob(LocalCluster cluster, Path folder) {
    private static final int ROWS = 2000;

    /** Makes the topic and fills it. */
    static void fill(String bootstrap) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(client)) {
            TopicExecutor executor = new TopicExecutor(admin);
            executor.apply(
                    executor.plan(List.of(TopicSpec.of("rows", 1)), PartitionGrowth.REFUSED));
        }
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                byte[] line = (row % 7 + "," + row % 2).getBytes(StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>("rows", line)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    /** Submits it by {@code flink run}; returns Flink's id of it. */
    String submit(String device) throws Exception {
        Path file = write(device);
        Path jar = Path.of("../../flink-job/target/ratchet-job.jar");
        Path output = folder.resolve("run.out");
        int code =
                cluster.flink(
                        List.of("run", "-d", jar.toString(), "--config", file.toString()), output);
        assertThat(code).as(Files.readString(output)).isZero();
        return new RestEndpoint(cluster.restAddresses()).get("/jobs").at("/jobs/0/id").asText();
    }

    /** Writes its configuration, {@code run.yaml} in the folder. */
    Path write(String device) throws Exception {
        return Files.writeString(
                folder.resolve("run.yaml"),
                """
                job: rows
                kafka: {bootstrap: '%1$s'}
                checkpoint: {directory: '%2$s/checkpoints', savepoints: '%2$s/savepoints', interval: 500 ms}
                models: {directory: '%2$s/models'}
                device: '%3$s'
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: 8
                      columns:
                        - {name: x, type: numeric}
                        - {name: y, type: label, classes: 2}
                    model: {type: mlp, hidden: [8], outputs: 1}
                    loss: binary-cross-entropy
                    optimizer: {type: adam}
                    until: forever
                """
                        .formatted(cluster.bootstrapServers(), folder, device));
    }
}
