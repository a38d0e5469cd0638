package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.operator.end.LastCheckpoint;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.TestBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which checkpoint of a running job is the last one, where its process is told to end. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
@Timeout(120)
class LastCheckpointITCase {
    private static final int BATCH = 4;
    private static final int STEPS = 40;

    @TempDir Path folder;

    private TestBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("kafka"));
        List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
        for (int row = 0; row < STEPS * BATCH; row++) {
            rows.add(TestBroker.row("rows", 0, row % 7 + "," + row % 2));
        }
        broker.fill("rows", 1, rows);
    }

    @AfterEach
    void close() {
        broker.close();
    }

    /** Such as the one that keeps a job's last state: nobody would hear that it is complete. */
    @Test
    void aSavepointIsNot() throws Exception {
        JobConfiguration job = job();
        Faults faults = Faults.of(job.job(), 0);
        try (JobLife life = JobLife.start(job)) {
            Await.until("all is trained", () -> faults.lastStep("run") == STEPS);
            String start = life.plan().owner().token();
            LastCheckpoint last = LastCheckpoint.ask(start);

            life.cluster()
                    .flink()
                    .triggerSavepoint(
                            life.id(),
                            life.plan().savepointDirectory().toString(),
                            false,
                            SavepointFormatType.NATIVE)
                    .get(60, TimeUnit.SECONDS);
            assertThat(last.hasBegun()).isFalse();

            life.cluster().beginCheckpoint(life.id()).get(60, TimeUnit.SECONDS);
            assertThat(last.hasBegun()).isTrue();
            Await.until("it is complete", () -> last.left().isPresent());
            LastCheckpoint.forget(start);
        }
    }

    /** No other checkpoint comes between. */
    private JobConfiguration job() {
        return ConfigurationReader.read(
                "last",
                """
                job: last
                kafka: {bootstrap: '%1$s'}
                runs:
                  - id: run
                    input:
                      topic: rows
                      format: csv
                      batch: %2$d
                      columns: [{name: x, type: numeric}, {name: y, type: label}]
                    model: {type: linear}
                    engine: java
                    loss: squared-error
                    optimizer: {type: sgd, learningRate: 0.01}
                    until: forever
                checkpoint:
                  directory: '%3$s/checkpoints'
                  savepoints: '%3$s/savepoints'
                  interval: 1 h
                models: {directory: '%3$s/models'}
                """
                        .formatted(broker.bootstrap(), BATCH, folder));
    }
}
