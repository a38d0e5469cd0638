package io.ratchet.job.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ratchet.operator.failure.FailureCase;
import io.ratchet.operator.failure.FailureSign;
import io.ratchet.operator.failure.FailureTable;
import io.ratchet.operator.failure.Place;
import io.ratchet.operator.failure.Ruling;
import io.ratchet.operator.failure.Toll;
import io.ratchet.operator.failure.Verdict;
import io.ratchet.operator.live.IncompatibleRunException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.flink.util.StateMigrationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one table, with failures as Flink and Kafka hand them over. */
final class JobFailuresTest {
    private static final TopicPartition PARTITION = new TopicPartition("flights", 0);

    static Stream<Arguments> failures() {
        return Stream.concat(ofKafka(), ofOthers());
    }

    private static Stream<Arguments> ofKafka() {
        return Stream.of(
                arguments(fetchers(outOfRange()), Place.SOURCE, Ruling.END, "records-deleted"),
                arguments(
                        new FlinkRuntimeException(new UnknownTopicOrPartitionException("gone")),
                        Place.JOB_MANAGER,
                        Ruling.END,
                        "topic-missing"),
                arguments(
                        fetchers(new TopicAuthorizationException("no right to read")),
                        Place.SOURCE,
                        Ruling.END,
                        "kafka-rights"),
                arguments(
                        new KafkaException(new SaslAuthenticationException("wrong password")),
                        Place.SINK,
                        Ruling.END,
                        "kafka-rights"),
                arguments(
                        new IOException(new RecordTooLargeException("1050000 bytes")),
                        Place.SINK,
                        Ruling.END,
                        "record-too-large"),
                arguments(
                        new IllegalStateException(new InvalidPidMappingException("expired")),
                        Place.SINK,
                        Ruling.RESTART,
                        "transaction-refused"),
                arguments(
                        fetchers(new TimeoutException("no answer")),
                        Place.SOURCE,
                        Ruling.RESTART,
                        "kafka-unreachable"),
                arguments(
                        new KafkaException(
                                "Failed to construct kafka producer",
                                new ConfigException(
                                        "No resolvable bootstrap urls given in bootstrap.servers")),
                        Place.SINK,
                        Ruling.RESTART,
                        "kafka-unresolved"));
    }

    private static Stream<Arguments> ofOthers() {
        return Stream.of(
                arguments(
                        new StateMigrationException("cannot be read"),
                        Place.TRAIN,
                        Ruling.END,
                        "other-build's-state"),
                arguments(
                        new SuppressRestartsException(
                                new IncompatibleRunException("run", List.of("seed"))),
                        Place.TRAIN,
                        Ruling.END,
                        "refused"),
                arguments(
                        new NoClassDefFoundError("ai/djl/engine/Engine"),
                        Place.TRAIN,
                        Ruling.END,
                        "missing-library"),
                arguments(
                        new IOException("x", new IOException("No space left on device")),
                        Place.TRAIN,
                        Ruling.RESTART,
                        "storage"),
                arguments(
                        new ExceptionInInitializerError(
                                new IllegalStateException(
                                        new IOException("No space left on device"))),
                        Place.TRAIN,
                        Ruling.RESTART,
                        "storage"),
                arguments(
                        new OutOfMemoryError("Cannot reserve bytes of direct buffer memory"),
                        Place.SINK,
                        Ruling.RESTART,
                        "process-memory"),
                arguments(new ArithmeticException(), Place.TRAIN, Ruling.RESTART, "unknown"));
    }

    static Stream<Arguments> storageThatIsAway() {
        return Stream.of(
                        new FileNotFoundException("/share/chk-7/a (No such file or directory)"),
                        new NoSuchFileException("/share/chk-7"),
                        new IOException("Input/output error"),
                        new IOException("Stale file handle"),
                        new ConnectException(
                                "Call From a/10.0.0.1 to b:8020 failed on connection exception;"
                                        + " see http://wiki.apache.org/hadoop/ConnectionRefused"))
                .map(Arguments::of);
    }

    /** A failure of a file system in a plugin comes by its name. */
    @ParameterizedTest
    @MethodSource("storageThatIsAway")
    void storageThatIsAwayIsAnOutage(IOException failure) {
        for (Throwable told : List.of(failure, new SerializedThrowable(failure))) {
            Verdict verdict = JobFailures.TABLE.rule(Place.TRAIN, new Exception("in a task", told));

            assertThat(verdict.row().name()).isEqualTo("storage-away");
            assertThat(verdict.row().toll()).isEqualTo(Toll.TIME);
        }
    }

    @Test
    void whatAClassExtendsIsKnownFromItsNameWhereItIsThere() {
        Throwable told = new SerializedThrowable(new ConnectException("Connection refused"));

        assertThat(JobFailures.TABLE.rule(Place.SINK, told).row().name()).isEqualTo("connection");
    }

    /** A column, a path or a user may be named so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a row of unknown version 3",
                "Permission denied",
                "the label is no longer reachable",
                "Lost connection to task manager"
            })
    void aTextAloneTellsNothing(String text) {
        assertThat(JobFailures.TABLE.rule(Place.TRAIN, new IllegalArgumentException(text)).row())
                .isEqualTo(FailureTable.UNKNOWN);
    }

    private static Throwable fetchers(Throwable cause) {
        return new RuntimeException(
                "One or more fetchers have encountered exception",
                new RuntimeException("SplitFetcher thread 0 received unexpected exception", cause));
    }

    private static OffsetOutOfRangeException outOfRange() {
        return new OffsetOutOfRangeException("out of range", Map.of(PARTITION, 40L));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasItsRow(Throwable failure, Place place, Ruling ruling, String name) {
        Verdict verdict = JobFailures.TABLE.rule(place, failure);

        assertThat(verdict.row().name()).isEqualTo(name);
        assertThat(verdict.ruling()).isEqualTo(ruling);
        assertThat(verdict.text()).isNotBlank();
    }

    /** Of what a class extends nothing is known then: the rows that name it itself still fit. */
    @Test
    void aFailureWhoseClassIsNotThereIsToldByItsName() {
        Throwable told = new RuntimeException(new SerializedThrowable(outOfRange()));

        Verdict verdict = JobFailures.TABLE.rule(Place.SOURCE, told);

        assertThat(verdict.row().name()).isEqualTo("records-deleted");
        assertThat(verdict.cause()).isEqualTo("OffsetOutOfRangeException: out of range");
    }

    @Test
    void tellsTheCauseAndWhatToDo() {
        Verdict verdict = JobFailures.TABLE.rule(Place.SOURCE, fetchers(outOfRange()));

        assertThat(verdict.text())
                .startsWith("OffsetOutOfRangeException: out of range")
                .contains("nothing was skipped")
                .contains("resume: never");
    }

    @Test
    void whatIsSaidForAUserIsShownAsItIs() {
        IncompatibleRunException refusal = new IncompatibleRunException("run", List.of("seed"));

        assertThat(JobFailures.TABLE.rule(Place.TRAIN, new Exception("in a task", refusal)).text())
                .isEqualTo(refusal.getMessage());
    }

    @Test
    void aRecordThatIsTooLargeElsewhereIsNoRowOfTheSinks() {
        assertThat(
                        JobFailures.TABLE
                                .rule(Place.SOURCE, new RecordTooLargeException("1050000 bytes"))
                                .row())
                .isEqualTo(FailureTable.UNKNOWN);
    }

    @Test
    void whateverEndsTheJobSaysWhatToDo() {
        assertThat(JobFailures.TABLE.rows())
                .filteredOn(row -> row.instruction().isEmpty())
                .extracting(FailureCase::name)
                .containsExactly(
                        "unusable-checkpoint", "missing-device", "unordered-operation", "refused");
    }

    /** What is out for a while must not end a job by the count of its restarts. */
    @Test
    void outagesCostTimeOnly() {
        assertThat(JobFailures.TABLE.rows())
                .filteredOn(row -> row.toll() == Toll.TIME)
                .extracting(FailureCase::name)
                .containsExactlyInAnyOrder(
                        "storage",
                        "storage-away",
                        "no-slots",
                        "task-manager-lost",
                        "kafka-unresolved",
                        "kafka-unreachable",
                        "connection",
                        "checkpoints");
    }

    @Test
    void everyTypeThatIsNamedIsThere() throws ClassNotFoundException {
        for (FailureCase row : JobFailures.TABLE.rows()) {
            for (FailureSign sign : row.signs()) {
                for (String type : sign.types()) {
                    assertThat(Throwable.class).isAssignableFrom(Class.forName(type));
                }
            }
        }
    }

    @Test
    void theDocumentationHasEveryRowAsItIs() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/operate/operations.md"));
        for (FailureCase row : JobFailures.TABLE.rows()) {
            String begin =
                    "| `%s` | %s | %s | %s | %s |"
                            .formatted(
                                    row.name(),
                                    row.ruling().label(),
                                    row.toll() == Toll.TIME ? "yes" : "",
                                    row.ruling() == Ruling.RESTART ? "" : row.attempts(),
                                    lasting(row))
                            .replace("|  |", "| |")
                            .replace("|  |", "| |");
            assertThat(lines).as(begin).anyMatch(line -> line.startsWith(begin));
        }
    }

    private static String lasting(FailureCase row) {
        Duration lasting = row.lasting();
        if (lasting.isZero()) {
            return "";
        }
        return lasting.toSecondsPart() == 0
                ? lasting.toMinutes() + " min"
                : lasting.toSeconds() + " s";
    }
}
