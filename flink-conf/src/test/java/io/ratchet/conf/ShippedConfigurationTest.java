package io.ratchet.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.failure.InterruptionClassifier;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.resources.ExternalResource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.JobManagerOptions.SchedulerType;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.externalresource.ExternalResourceUtils;
import org.junit.jupiter.api.Test;

/** What a resume depends on stands in the configuration that operators get. */
final class ShippedConfigurationTest {
    private static final Path FOLDER = Path.of("target/cluster/conf");
    private static final Configuration FLINK =
            GlobalConfiguration.loadConfiguration(FOLDER.toString());

    @Test
    void trainsEveryBatchExactlyOnce() {
        assertThat(FLINK.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(FLINK.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    }

    @Test
    void keepsCheckpointsOfAJobThatHasEnded() {
        assertThat(FLINK.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(FLINK.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS)).isGreaterThan(1);
    }

    @Test
    void uploadsOnlyWhatHasChanged() {
        assertThat(FLINK.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(FLINK.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    }

    @Test
    void comesBackAtTheParallelismThatItHad() {
        assertThat(FLINK.get(JobManagerOptions.SCHEDULER)).isEqualTo(SchedulerType.Default);
        assertThat(FLINK.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("exponential-delay");
    }

    @Test
    void findsLostProcessesSoon() {
        Duration interval = FLINK.get(HeartbeatManagerOptions.HEARTBEAT_INTERVAL);
        Duration timeout = FLINK.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT);

        assertThat(timeout).isLessThanOrEqualTo(Duration.ofSeconds(2));
        // A lost heartbeat or a long pause of the collector must not look like a death.
        assertThat(timeout).isGreaterThanOrEqualTo(interval.multipliedBy(4));
        assertThat(FLINK.get(HeartbeatManagerOptions.HEARTBEAT_RPC_FAILURE_THRESHOLD)).isEqualTo(1);
    }

    /** Kafka would abort a prepared transaction, and with it steps that Flink believes reported. */
    @Test
    void aTransactionOutlivesTheLongestPauseBetweenTwoCheckpoints() {
        JobConfiguration job =
                ConfigurationReader.read(
                        "given",
                        """
                        job: given
                        kafka: {bootstrap: 'localhost:9092'}
                        runs:
                          - id: run
                            input:
                              topic: rows
                              format: csv
                              columns:
                                - {name: x, type: numeric}
                                - {name: y, type: label, classes: 2}
                            model: {type: linear, outputs: 1}
                            loss: binary-cross-entropy
                            optimizer: {type: sgd, learningRate: 0.1}
                        """);
        Duration restart =
                FLINK.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT)
                        .plus(
                                FLINK.get(
                                        RestartStrategyOptions
                                                .RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF));

        assertThat(job.broker().transactionTimeout())
                .isGreaterThan(job.checkpoint().interval().plus(restart).multipliedBy(2));
    }

    @Test
    void namesTheClassifierAndKeepsTheEngineInOneClassLoader() {
        assertThat(FLINK.get(JobManagerOptions.FAILURE_ENRICHERS_LIST))
                .isEqualTo(InterruptionClassifier.class.getName());
        assertThat(FLINK.get(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL))
                .contains("ai.djl.");
    }

    @Test
    void startsEveryProcessWithTheFlagsOfTheBuild() {
        assertThat(FLINK.get(CoreOptions.FLINK_JVM_OPTIONS))
                .contains("--add-opens=java.base/java.util=ALL-UNNAMED")
                .contains("-Dai.djl.offline=true")
                .contains("-Dai.djl.pytorch.num_threads=1")
                .doesNotContain("${");
    }

    @Test
    void gpusAreSwitchedOnByTakingTheCommentsAway() throws IOException {
        Configuration switchedOn = new Configuration();
        for (String line : Files.readAllLines(FOLDER.resolve("config.yaml"))) {
            if (line.startsWith("#external-resource")) {
                String[] pair = line.substring(1).split(": ", 2);
                switchedOn.setString(pair[0], pair[1]);
            }
        }

        assertThat(FLINK.getOptional(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST)).isEmpty();
        assertThat(ExternalResourceUtils.getExternalResourcesCollection(switchedOn))
                .containsExactly(new ExternalResource("gpu", 1));
        assertThat(switchedOn.toMap())
                .hasSize(4)
                .containsEntry(
                        "external-resource.gpu.driver-factory.class",
                        "org.apache.flink.externalresource.gpu.GPUDriverFactory");
    }

    @Test
    void everyKeyHasItsReason() throws IOException {
        List<String> bare = new ArrayList<>();
        boolean explained = false;
        for (String line : Files.readAllLines(FOLDER.resolve("config.yaml"))) {
            if (line.isBlank()) {
                explained = false;
            } else if (line.startsWith("#")) {
                explained = true;
            } else if (!explained) {
                bare.add(line);
            }
        }

        assertThat(bare).isEmpty();
    }
}
