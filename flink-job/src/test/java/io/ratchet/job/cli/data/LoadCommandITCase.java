package io.ratchet.job.cli.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Ratchet;
import io.ratchet.kafka.broker.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ratchet load}, as a user meets it. */
@Timeout(120)
class LoadCommandITCase {
    @TempDir static Path folder;
    private static LocalBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        broker = LocalBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void saysWhatItReadsAndWhatBecameOfTheRows() throws Exception {
        Path file = write("rows.csv", "id,city,y\r\n1,\"Z\u00fcrich\r\nCH\",0\r\n\r\n2,Bern\r\n");

        assertThat(load("rows", file.toString())).as(err::toString).isEqualTo(ExitCode.DONE);

        assertThat(err.toString())
                .contains(
                        "rows.csv: CSV, UTF-8, columns id, city, y",
                        "1 row is of another number of columns than the first, 3 (line 5)");
        assertThat(out.toString())
                .contains("2 records, by partition [2]")
                .contains("4 rows read: 2 sent, 1 header, 1 blank and skipped");
        assertThat(texts("rows")).containsExactly("1,\"Z\u00fcrich\r\nCH\",0", "2,Bern");
    }

    @Test
    void saysThatItMakesATopicAndWhichOneIsNear() throws Exception {
        String file = write("made.csv", "a,b\n1,2\n").toString();

        assertThat(load("bookings", file, "--partitions", "2")).isEqualTo(ExitCode.DONE);
        assertThat(err.toString())
                .contains("Topic 'bookings' did not exist and was made, with 2 partitions.");
        err.getBuffer().setLength(0);
        assertThat(load("bookings", file)).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).doesNotContain("was made");
        assertThat(load("boookings", file)).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("There is a topic 'bookings'", "load into it");
    }

    @Test
    void leavesNothingBehindOfAFileThatIsRefused() throws Exception {
        Path damaged = folder.resolve("damaged.csv.gz");
        byte[] member = gzip("id,x,y\n1,2,3\n");
        byte[] second = gzip("4,5,6\n");
        second[second.length - 1] ^= 1;
        Files.write(damaged, join(member, second));

        assertThat(load("damaged", damaged.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString())
                .contains("damaged.csv.gz", "gzip member 2 is damaged", "Nothing was sent.");
        assertThat(topics()).doesNotContain("damaged");
    }

    @Test
    void namesAnEncodingAndAHeader() throws Exception {
        Path file = folder.resolve("latin1.csv");
        Files.write(file, "2019,2020\nZ\u00fcrich,1\n".getBytes(ISO_8859_1));

        assertThat(load("latin1", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("is not UTF-8", "--encoding ISO-8859-1");
        assertThat(load("latin1", file.toString(), "--encoding", "latin1"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("looks like data", "--header", "--no-header");
        assertThat(load("latin1", file.toString(), "--encoding", "latin1", "--header"))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);
        assertThat(texts("latin1")).containsExactly("Z\u00fcrich,1");
    }

    @Test
    void refusesOptionsThatDoNotFit() throws Exception {
        String file = write("fits.csv", "a,b\n1,2\n").toString();

        assertThat(load("fits", file, "--encoding", "latin-17")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'latin-17' is not known");
        assertThat(load("fits", file, "--format", "parquet")).isEqualTo(ExitCode.USAGE);
        assertThat(load("fits", file, "--columns", "a,b")).isEqualTo(ExitCode.USAGE);
        assertThat(load("fits", file, "--header", "--no-header")).isEqualTo(ExitCode.USAGE);
        assertThat(load("fits", file, "--format", "json", "--lines")).isEqualTo(ExitCode.USAGE);
        assertThat(load("fits", file, "--labels", file)).isEqualTo(ExitCode.USAGE);
        assertThat(load("fits", file, "--lines", "--encoding", "latin1")).isEqualTo(ExitCode.USAGE);
        assertThat(topics()).doesNotContain("fits");
    }

    @Test
    void sendsEveryLineWhereThatIsAskedFor() throws Exception {
        Path file = write("lines.csv", "a,b\n1,\"2\n\nx\n");

        assertThat(load("lines", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(load("lines", file.toString(), "--lines")).isEqualTo(ExitCode.DONE);

        assertThat(texts("lines")).containsExactly("1,\"2", "", "x");
        assertThat(out.toString()).contains("4 rows read: 3 sent, 1 header, 0 blank and skipped");
    }

    @Test
    void comparesTheFileWithTheRunsThatReadTheTopic() throws Exception {
        Path job =
                write(
                        "job.yaml",
                        """
                        job: agreed
                        kafka: {bootstrap: '%s'}
                        runs:
                          - id: agreed
                            input:
                              topic: agreed
                              format: csv
                              columns: [{name: x, type: numeric}, {name: y, type: label}]
                            model: {type: linear}
                            loss: squared-error
                            optimizer: {type: sgd}
                        """
                                .formatted(broker.bootstrapServers()));

        assertThat(loadFor(job, write("other.csv", "y,x\n1,2\n"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .contains("its columns are [y, x]", "run 'agreed' reads [x, y], in that order");
        assertThat(loadFor(job, write("other.json", "{\"x\":1,\"y\":2}\n")))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("it is json, but run 'agreed' reads the topic as csv");
        assertThat(topics()).doesNotContain("agreed");
        Path fitting = write("fitting.csv", "x,y\n1,2\n");
        assertThat(
                        execute(
                                List.of(
                                        "load",
                                        fitting.toString(),
                                        "--topic",
                                        "agered",
                                        "--config",
                                        job.toString())))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("reads the topic 'agered', only agreed");
        assertThat(topics()).doesNotContain("agered");
        assertThat(loadFor(job, write("same.csv", "x,y\n1,2\n")))
                .as(err::toString)
                .isEqualTo(ExitCode.DONE);
    }

    private int load(String topic, String... arguments) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "load",
                                "--topic",
                                topic,
                                "--bootstrap",
                                broker.bootstrapServers()));
        all.addAll(List.of(arguments));
        return execute(all);
    }

    private int loadFor(Path job, Path file) {
        return execute(
                List.of("load", file.toString(), "--topic", "agreed", "--config", job.toString()));
    }

    private int execute(List<String> arguments) {
        CommandLine commandLine = Ratchet.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(first);
        joined.write(second);
        return joined.toByteArray();
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(connection())) {
            return admin.listTopics().names().get();
        }
    }

    private static List<String> texts(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> texts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> texts.add(new String(record.value(), UTF_8)));
            }
        }
        return texts;
    }

    private static Map<String, Object> connection() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
