package io.ratchet.kafka.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.batch.TensorBatchDecoder;
import io.ratchet.kafka.batch.TensorSchema;
import io.ratchet.kafka.batch.TensorSpec;
import io.ratchet.kafka.broker.LocalBroker;
import io.ratchet.kafka.file.CsvLayout;
import io.ratchet.kafka.file.DataFile;
import io.ratchet.kafka.file.MemoryFile;
import io.ratchet.kafka.file.RecordFile;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.topic.PartitionGrowth;
import io.ratchet.kafka.topic.TopicExecutor;
import io.ratchet.kafka.topic.TopicSpec;
import io.ratchet.tensor.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way into real topics. */
@Timeout(120)
class FileLoaderITCase {
    @TempDir static Path folder;
    private static LocalBroker broker;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void fillsThreePartitionsUnevenlyAndInOrder() throws Exception {
        createTopic("uneven", 3);
        Path file = folder.resolve("lines.csv");
        List<String> lines = IntStream.range(0, 1000).mapToObj(i -> "line," + i).toList();
        Files.writeString(file, "the,header\n" + String.join("\n", lines) + "\n");
        LoadOptions options =
                LoadOptions.once("uneven").withSpread(PartitionSpread.parse("70,20,10"));

        LoadSummary summary =
                loader().load(
                                RecordFile.Csv.withHeader(DataFile.of(file)),
                                options,
                                LoadListener.NONE);

        assertThat(summary.recordCount()).isEqualTo(1000);
        assertThat(summary.recordsPerPartition()).containsExactly(700L, 200L, 100L);
        for (int partition = 0; partition < 3; partition++) {
            int wanted = partition;
            List<String> expected =
                    IntStream.range(0, 1000)
                            .filter(i -> options.spread().partitionOf(i, 3) == wanted)
                            .mapToObj(lines::get)
                            .toList();
            assertThat(texts(read("uneven", partition))).isEqualTo(expected);
        }
    }

    @Test
    void loadsAllShippedFlightsWithProgress() throws Exception {
        createTopic("flights", 1);
        List<LoadProgress> seen = new ArrayList<>();

        LoadSummary summary =
                loader().load(
                                RecordFile.Csv.withHeader(ShippedData.FLIGHTS_2001),
                                LoadOptions.once("flights"),
                                recording(seen));

        List<ConsumerRecord<byte[], byte[]>> entries = read("flights", 0);
        assertThat(summary.recordCount()).isEqualTo(200_020);
        assertThat(entries).hasSize(200_020);
        assertThat(entries.get(20_013).offset()).isEqualTo(20_013);
        assertThat(entries.get(20_013).value()).as("the empty line").isEmpty();
        assertThat(new String(entries.get(0).value(), UTF_8))
                .isEqualTo("2001-01-01T00:01:00.000Z,33,2176,LAS,PHL");
        LoadProgress end = seen.get(seen.size() - 1);
        assertThat(end.byteCount()).isEqualTo(end.totalByteCount());
        assertThat(end.recordCount()).isEqualTo(200_020);
    }

    @Test
    void loadsImagesAsTensorBatches() throws Exception {
        createTopic("images", 1);
        TensorSchema schema =
                new TensorSchema(
                        List.of(TensorSpec.of("image", TensorType.UINT8, 1, 28, 28)),
                        TensorSpec.of("label", TensorType.INT64),
                        new LabelKind.Classes(10));

        loader().load(
                        new RecordFile.Idx(
                                ShippedData.FASHION_TEST_IMAGES,
                                ShippedData.FASHION_TEST_LABELS,
                                64),
                        LoadOptions.once("images"),
                        LoadListener.NONE);

        int samples = 0;
        TensorBatchDecoder decoder = new TensorBatchDecoder(schema);
        for (ConsumerRecord<byte[], byte[]> entry : read("images", 0)) {
            samples += decoder.decode(entry.headers(), entry.value()).sampleCount();
        }
        assertThat(samples).isEqualTo(1000);
    }

    @Test
    void repeatsLimitsPacesAndKeys() throws Exception {
        createTopic("keyed", 3);
        MemoryFile file = MemoryFile.of("k,v\na,1\nb,2\na,3\n");
        LoadOptions options =
                new LoadOptions(
                        "keyed",
                        new PartitionSpread.Key(),
                        OptionalDouble.of(20),
                        OptionalLong.of(11),
                        5);

        LoadSummary summary =
                loader().load(
                                new RecordFile.Csv(
                                        file,
                                        CsvLayout.WITH_HEADER,
                                        Optional.of("k"),
                                        Optional.empty()),
                                options,
                                LoadListener.NONE);

        assertThat(summary.recordCount()).isEqualTo(11);
        assertThat(summary.rows()).isEqualTo(new RowCounts(15, 11, 4, 0));
        assertThat(summary.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        List<String> ofA = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            for (ConsumerRecord<byte[], byte[]> entry : read("keyed", partition)) {
                if (new String(entry.key(), UTF_8).equals("a")) {
                    ofA.add(partition + new String(entry.value(), UTF_8).substring(1));
                }
            }
        }
        assertThat(ofA).hasSize(7);
        assertThat(ofA.stream().map(text -> text.substring(0, 1)).distinct()).hasSize(1);
        assertThat(ofA.stream().map(text -> text.substring(2)))
                .containsExactly("1", "3", "1", "3", "1", "3", "1");
    }

    @Test
    void sendsNothingOfAFileThatIsRefusedAtItsEnd() throws Exception {
        createTopic("refused", 1);
        RecordFile file = RecordFile.Csv.withHeader(MemoryFile.of("a,b\n1,2\n3,4\n5,\"6\n"));

        assertThatThrownBy(() -> load(file, "refused"))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("never closed", "Nothing was sent");

        assertThat(read("refused", 0)).isEmpty();
    }

    @Test
    void sendsARowWithALineBreakWhole() throws Exception {
        createTopic("breaks", 1);

        LoadSummary summary =
                load(RecordFile.Csv.withHeader(Shapes.resource("quoted-nl.csv")), "breaks");

        assertThat(texts(read("breaks", 0)))
                .containsExactly("1,\"2\n\",0", "\"a\nb\",3,1", "4,5,0");
        assertThat(summary.rows()).isEqualTo(new RowCounts(4, 3, 1, 0));
        assertThat(summary.rows())
                .hasToString("4 rows read: 3 sent, 1 header, 0 blank and skipped");
    }

    @Test
    void endsWhereAFileHasGrownOrChangedSinceItWasChecked() throws Exception {
        createTopic("growing", 1);
        Path file = folder.resolve("growing.csv");
        Files.writeString(file, "a,b\n1,2\n3,4\n");
        LoadOptions options = LoadOptions.once("growing");
        RecordFile records = RecordFile.Csv.withHeader(DataFile.of(file));
        CheckedFile checked = FileCheck.check(records, options, LoadListener.NONE);

        Files.writeString(file, "a,b\n1,2\n3,4\n5,6\n");
        assertThatThrownBy(() -> loader().load(checked, options, LoadListener.NONE))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("grown", "after 2 record(s)");
        for (String other : List.of("a,b\n1,2\n", "a,b\n1,2\n3,5\n")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> loader().load(checked, options, LoadListener.NONE))
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("has changed since it was checked");
        }
    }

    @Test
    void readsAPipeToItsEnd() throws Exception {
        createTopic("pipe", 1);
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Thread writer = new Thread(() -> write(pipe, "a,b\n1,2\n\n3,4\n"));
        writer.start();

        LoadSummary summary = load(RecordFile.Csv.withHeader(DataFile.of(pipe)), "pipe");

        assertThat(texts(read("pipe", 0))).containsExactly("1,2", "3,4");
        assertThat(summary.rows()).isEqualTo(new RowCounts(4, 2, 1, 1));
        assertThat(summary.remarks()).containsExactly("Read as CSV, UTF-8, columns a, b");
        writer.join();
        Thread another = new Thread(() -> write(pipe, "a,b\n"));
        another.start();
        assertThatThrownBy(() -> load(RecordFile.Csv.withHeader(DataFile.of(pipe)), "pipe"))
                .hasMessageContaining("a header in it and no record");
        another.join();
    }

    private static void write(Path pipe, String text) {
        try {
            Files.writeString(pipe, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhatFailed() throws Exception {
        createTopic("small", 1);
        RecordFile large =
                RecordFile.Json.of(
                        MemoryFile.of("{\"a\":\"" + "x".repeat(33 * 1024 * 1024 - 9) + "\"}"));
        RecordFile file = RecordFile.Json.of(MemoryFile.of("{\"a\":1}"));

        assertThatThrownBy(() -> load(large, "small"))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("memory", "longer than", "Nothing was sent");
        assertThatThrownBy(() -> load(file, "none"))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("'none'", "Create the topic first");
        assertThatThrownBy(
                        () ->
                                loader().load(
                                                file,
                                                LoadOptions.once("small")
                                                        .withSpread(PartitionSpread.parse("1,1")),
                                                LoadListener.NONE))
                .hasMessageContaining("2 weights for 1 partition(s)");
        narrow("small", 1000);
        assertThatThrownBy(
                        () ->
                                load(
                                        RecordFile.Json.of(
                                                MemoryFile.of(
                                                        "{\"a\":\"" + "x".repeat(2000) + "\"}")),
                                        "small"))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("memory", "'small'", "Kafka did not take a record");
    }

    private static LoadSummary load(RecordFile file, String topic) throws Exception {
        return loader().load(file, LoadOptions.once(topic), LoadListener.NONE);
    }

    private static void narrow(String topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            "max.message.bytes",
                                                            Integer.toString(bytes)),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static FileLoader loader() {
        return new FileLoader(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicExecutor(admin)
                    .create(List.of(TopicSpec.of(name, partitions)), PartitionGrowth.REFUSED);
        }
    }

    private static LoadListener recording(Collection<LoadProgress> into) {
        return new LoadListener() {
            @Override
            public void progressed(LoadProgress progress) {
                into.add(progress);
            }

            @Override
            public void finished(LoadProgress progress) {
                into.add(progress);
            }
        };
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> entries) {
        return entries.stream().map(entry -> new String(entry.value(), UTF_8)).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int number) {
        TopicPartition partition = new TopicPartition(topic, number);
        List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(entries::add);
            }
        }
        return entries;
    }
}
