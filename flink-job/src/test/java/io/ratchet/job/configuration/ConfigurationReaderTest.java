package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.MINIMAL;
import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ratchet.job.setting.ConfigurationException;
import io.ratchet.job.setting.ConfigurationFault;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.operator.live.DeviceSettings;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.model.InputSpec;
import io.ratchet.training.model.LossSpec;
import io.ratchet.training.model.ModelSpec;
import io.ratchet.training.optimizer.LearningRateSchedule;
import io.ratchet.training.optimizer.OptimizerSpec;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.PartitionSpan;
import io.ratchet.training.run.RecordOrder;
import io.ratchet.training.run.RefusalLimits;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.run.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
    @Test
    void takesDefaultsForAllThatIsNotGiven() {
        JobConfiguration configuration = read(MINIMAL);

        Path here = Path.of("").toAbsolutePath().resolve("ratchet-data");
        assertThat(configuration.job()).isEqualTo("flights");
        assertThat(configuration.broker())
                .isEqualTo(
                        new BrokerConfiguration.Embedded(
                                Path.of("./ratchet-data/kafka"), 0, Duration.ofDays(7), Map.of()));
        assertThat(configuration.topics().metrics()).isEqualTo("ratchet-flights.metrics");
        assertThat(configuration.topics().runState()).isEqualTo("ratchet-flights.run-state");
        assertThat(configuration.topics().quarantine()).isEqualTo("ratchet-flights.quarantine");
        assertThat(configuration.topics().replication()).isEqualTo(1);
        assertThat(configuration.parallelism()).isEqualTo(1);
        assertThat(configuration.checkpoint())
                .isEqualTo(
                        new CheckpointConfiguration(
                                storage("file:" + here.resolve("checkpoints/flights")),
                                storage("file:" + here.resolve("savepoints/flights")),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(10),
                                3));
        assertThat(configuration.resume()).isEqualTo(new ResumePolicy.Auto());
        assertThat(configuration.train())
                .isEqualTo(
                        new TrainConfiguration(
                                DeviceSettings.of("auto"),
                                here.resolve("models/flights"),
                                256 << 10,
                                512 << 20,
                                64 << 20,
                                4));
        assertThat(configuration.flink()).isEmpty();
    }

    @Test
    void takesDefaultsForARun() {
        RunConfiguration run = read(MINIMAL).runs().get(0);

        RunSpec spec = run.spec(2, List.of(new PartitionSpan(0, 3, PartitionSpan.OPEN)));
        assertThat(spec.run()).isEqualTo("flights");
        assertThat(spec.generation()).isEqualTo(2);
        assertThat(spec.model()).isEqualTo(new ModelSpec.Tabular(8, List.of(64, 32), 1, 0));
        assertThat(spec.loss()).isEqualTo(LossSpec.BINARY_CROSS_ENTROPY);
        assertThat(spec.optimizer()).isEqualTo(new OptimizerSpec.AdamW(0.9, 0.999, 1e-8, 0.01));
        assertThat(spec.schedule()).isEqualTo(new LearningRateSchedule.Constant(0.001));
        assertThat(spec.clipNorm()).isEqualTo(RunSpec.NO_CLIPPING);
        assertThat(spec.input()).isEqualTo(new InputSpec.Rows(1, List.of(65), 256));
        assertThat(spec.seed()).isEqualTo(42);
        assertThat(spec.until()).isEqualTo(new Until.Forever());
        assertThat(spec.order()).isEqualTo(RecordOrder.TURNS);
        assertThat(spec.refusals()).isEqualTo(new RefusalLimits(100, 0.05));
        assertThat(spec.evaluation()).isEqualTo(EvaluationSpec.LOSS);
        assertThat(run.input().key()).isEmpty();
        assertThat(run.input().fromLatest()).isFalse();
        assertThat(run.input().readAhead()).isEqualTo(16384);
        assertThat(run.input().maxRecordBytes()).isEqualTo(16 << 20);
        assertThat(((InputFormat.Csv) run.input().format()).header())
                .containsExactly("distance", "carrier", "delay");
    }

    @Test
    void readsEveryKeyOfTheJob() {
        JobConfiguration configuration =
                read(
                        MINIMAL
                                + """
                                kafka:
                                  bootstrap: broker:9092
                                  transactionTimeout: 5 min
                                  properties: {security.protocol: SSL}
                                topics: {prefix: mine, replication: 3}
                                device: gpu:1
                                parallelism: 4
                                checkpoint:
                                  directory: s3://bucket/checkpoints/
                                  savepoints: /tmp/savepoints
                                  interval: 500 ms
                                  timeout: 1 min
                                  retained: 7
                                resume: /tmp/savepoints/one
                                models: {directory: /tmp/models}
                                train:
                                  {chunk: 4 kb, cache: 1 gb, queue: 1 mb, queueDepth: 2,
                                   deviceCache: 2 gb, deviceWorkspace: 3 mb}
                                flink:
                                  execution.checkpointing.unaligned.enabled: true
                                  rest: {port: 8082}
                                """);
        assertThat(configuration.broker())
                .isEqualTo(
                        new BrokerConfiguration.Given(
                                "broker:9092",
                                Duration.ofMinutes(5),
                                false,
                                Map.of("security.protocol", "SSL")));
        assertThat(configuration.topics()).isEqualTo(new TopicsConfiguration("mine", 3, false));
        assertThat(configuration.parallelism()).isEqualTo(4);
        assertThat(configuration.checkpoint())
                .isEqualTo(
                        new CheckpointConfiguration(
                                storage("s3://bucket/checkpoints/flights"),
                                storage("file:/tmp/savepoints/flights"),
                                Duration.ofMillis(500),
                                Duration.ofMinutes(1),
                                7));
        assertThat(configuration.resume())
                .isEqualTo(new ResumePolicy.From(storage("file:/tmp/savepoints/one")));
        assertThat(configuration.train())
                .isEqualTo(
                        new TrainConfiguration(
                                new DeviceSettings("gpu:1", 2L << 30, 3 << 20),
                                Path.of("/tmp/models/flights"),
                                4 << 10,
                                1 << 30,
                                1 << 20,
                                2));
        assertThat(configuration.flink())
                .containsOnly(
                        Map.entry("execution.checkpointing.unaligned.enabled", "true"),
                        Map.entry("rest.port", "8082"));
    }

    @Test
    void readsEveryKeyOfTheEmbeddedBroker() {
        JobConfiguration configuration =
                read(MINIMAL + "kafka: {embedded: true, data: /tmp/kafka, port: 9093}\n");

        assertThat(configuration.broker())
                .isEqualTo(
                        new BrokerConfiguration.Embedded(
                                Path.of("/tmp/kafka"), 9093, Duration.ofDays(7), Map.of()));
    }

    @Test
    void readsATensorRun() {
        RunConfiguration run =
                read("""
                        job: fashion
                        runs:
                          - id: fashion
                            input:
                              topic: fashion
                              key: a
                              format: tensors
                              from: latest
                              order: arrival
                              readAhead: 10
                              maxRecordBytes: 1 mb
                              features: [{name: images, type: uint8, shape: [1, 28, 28]}]
                              label: {name: labels, type: uint8, classes: 10}
                            model: {type: convnet, channels: [4], hidden: 16, outputs: 10, batchNorm: true, dropout: 0.25}
                            loss: softmax-cross-entropy
                            optimizer: {type: sgd, learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 1e-4}
                            schedule: {type: cosine, steps: 100, floor: 1e-5, warmUp: 10}
                            clipNorm: 2
                            seed: -7
                            until: {samples: 1000}
                            refusalLimit: 3
                            refusedShare: 0.5 %
                        """)
                        .runs()
                        .get(0);

        assertThat(run.input().key()).contains("a");
        assertThat(run.input().fromLatest()).isTrue();
        assertThat(run.input().order()).isEqualTo(RecordOrder.ARRIVAL);
        assertThat(run.input().readAhead()).isEqualTo(10);
        assertThat(run.input().maxRecordBytes()).isEqualTo(1 << 20);
        assertThat(run.input().format().inputSpec(1))
                .isEqualTo(
                        new InputSpec.Tensors(
                                List.of(
                                        new InputSpec.FeatureTensor(
                                                "images", TensorType.UINT8, List.of(1, 28, 28))),
                                new InputSpec.FeatureTensor(
                                        "labels", TensorType.UINT8, List.of())));
        assertThat(run.input().format().labelClasses()).hasValue(10);
        assertThat(run.model()).isEqualTo(new ModelSpec.Convnet(List.of(4), 16, 10, true, 0.25));
        assertThat(run.optimizer()).isEqualTo(new OptimizerSpec.Sgd(0.9, 0, true, 1e-4));
        assertThat(run.schedule())
                .isEqualTo(
                        new LearningRateSchedule.WarmUp(
                                10, new LearningRateSchedule.Cosine(0.1, 100, 1e-5)));
        assertThat(run.clipNorm()).isEqualTo(2);
        assertThat(run.seed()).isEqualTo(-7);
        assertThat(run.ending())
                .isEqualTo(
                        new RunConfiguration.Ending(
                                new Until.Samples(1000),
                                new RefusalLimits(3, 0.005),
                                EvaluationSpec.LOSS));
    }

    @Test
    void readsEveryKindOfColumn() {
        RunConfiguration run =
                read(minimalWith(
                                "        - {name: carrier, type: hashed, buckets: 64}\n",
                                """
                                        - {name: taxi, type: numeric, missing: 3}
                                        - {name: origin, type: listed, values: [ATL, JFK]}
                                        - {name: time, type: timestamp, parts: [hour, month]}
                                        - {name: note, type: ignored}
                                """
                                        .indent(0)))
                        .runs()
                        .get(0);

        RowSchema schema = ((InputFormat.Csv) run.input().format()).schema();
        assertThat(schema.cardinalities()).containsExactly(3, 25, 13);
        assertThat(schema.numericCount()).isEqualTo(2);
        assertThat(schema.names())
                .containsExactly("distance", "taxi", "origin", "time", "note", "delay");
    }

    @Test
    void reportsAllFaultsTogether() {
        String text =
                """
                job: a job
                parallelism: 0
                checkpoint: {interval: 10, retained: many}
                train: {chunk: 100 b}
                models: here
                runs:
                  - id: one
                    input: {topic: t, format: csv}
                    model: {type: tabluar}
                    loss: crossentropy
                    optimizer: {type: sgd, nesterov: true}
                    untill: forever
                """;

        ConfigurationException failure =
                catchThrowableOfType(ConfigurationException.class, () -> read(text));

        assertThat(failure.faults())
                .extracting(ConfigurationFault::path)
                .contains(
                        "job",
                        "parallelism",
                        "checkpoint.interval",
                        "checkpoint.retained",
                        "train.chunk",
                        "models",
                        "runs[0].untill",
                        "runs[0].input.columns",
                        "runs[0].model.type",
                        "runs[0].loss",
                        "runs[0].optimizer.nesterov");
        assertThat(failure)
                .hasMessageContaining("runs[0].untill: unknown key; did you mean 'until'?")
                .hasMessageContaining("Did you mean 'tabular'?")
                .hasMessageContaining("checkpoint.interval: is '10' without a unit")
                .hasMessageContaining("parallelism: is '0'; expected: whole number, 1 to 128.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss: binary-cross-entropy | loss: softmax-cross-entropy | model.outputs",
                "{type: tabular} | {type: mlp} | model.type",
                "{type: tabular} | {type: convnet, outputs: 1} | model.type",
                "{type: tabular} | {type: tabular, outputs: 2} | model.outputs",
                "{type: tabular} | {type: tabular, dropout: 1} | model.dropout",
                "{type: tabular} | {type: tabular, hidden: [0]} | model.hidden[0]",
                "{type: tabular} | {type: tabular, embeddingScale: 0} | model.embeddingScale",
                "{type: tabular} | {type: tabular, embeddingInit: zero} | model.embeddingInit",
                "{type: tabular} | {type: tabular, hidden: 64} | model.hidden",
                "{type: tabular} | {type: custom} | model.class",
                "{type: tabular} | {type: convnet, channels: []} | model",
                "{type: adamw} | {type: adamw, learningRate: 0} | optimizer.learningRate",
                "{type: adamw} | {type: adamw, beta1: 1} | optimizer.beta1",
                "{type: adamw} | adamw | optimizer",
                "format: csv | format: tensors | input.columns",
                "format: csv | format: avro | input.format",
                "buckets: 64 | buckets: 0 | input.columns[1].buckets",
                "type: hashed, buckets: 64 | type: label | input.columns",
                "type: hashed | type: hash | input.columns[1].type",
                "above: 15 | above: 15, classes: 3 | input.columns[2].classes",
            })
    void refusesARunWhosePartsDoNotFit(String given, String replacement, String path) {
        assertThatThrownBy(() -> read(minimalWith(given, replacement)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("runs[0]." + path + ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: {bootstrap: 'b:1', embedded: true} | kafka.embedded",
                "kafka: {embedded: false} | kafka.bootstrap",
                "kafka: {port: 70000} | kafka.port",
                "kafka: {transactionTimeout: 8 d} | kafka.transactionTimeout",
                "kafka: {properties: [a]} | kafka.properties",
                "topics: {prefix: 'a b'} | topics.prefix",
                "device: tpu | device",
                "device: 'gpu:' | device",
                "train: {deviceCache: 1 kb} | train.deviceCache",
                "checkpoint: {interval: 10 parsecs} | checkpoint.interval",
                "train: {cache: lots} | train.cache",
                "train: {cache: 10} | train.cache",
            })
    void refusesValuesBeyondTheirLimits(String line, String path) {
        assertThatThrownBy(() -> read(MINIMAL + line + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("1 fault:")
                .hasMessageContaining(path + ": ");
    }

    @Test
    void refusesTwoRunsOfOneId() {
        String run = MINIMAL.substring(MINIMAL.indexOf("  - id"));

        assertThatThrownBy(() -> read(MINIMAL + run))
                .hasMessageContaining("runs[1].id: is 'flights' a second time");
    }

    @Test
    void refusesAFloorAboveTheLearningRate() {
        assertThatThrownBy(
                        () -> read(MINIMAL + "    schedule: {type: cosine, steps: 9, floor: 1}\n"))
                .hasMessageContaining(
                        "runs[0].schedule.floor: is 1.0, above the optimizer's learning rate 0.001.");
    }

    @Test
    void refusesAKeyGivenTwice() {
        assertThatThrownBy(() -> read(MINIMAL + "job: other\n"))
                .hasMessageContaining("is not YAML: Duplicate field 'job'");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("(file): is empty");
    }

    @Test
    void refusesToReadTheEndOfATopicFromItsEnd() {
        assertThatThrownBy(
                        () ->
                                read(
                                        minimalWith(
                                                        "topic: flights",
                                                        "topic: flights\n      from: latest")
                                                + "    until: end-of-topic\n"))
                .hasMessageContaining("runs[0].until: is end-of-topic, but");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        assertThatThrownBy(() -> ConfigurationReader.read(Path.of("/no/such.yaml")))
                .hasMessageContaining("Cannot read the configuration /no/such.yaml");
    }

    private static org.apache.flink.core.fs.Path storage(String folder) {
        return new org.apache.flink.core.fs.Path(folder);
    }
}
