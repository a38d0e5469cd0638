package io.ratchet.operator.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.tensor.HostTensor;
import io.ratchet.tensor.TensorType;
import io.ratchet.training.batch.AssemblyState;
import io.ratchet.training.batch.Batch;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import io.ratchet.training.batch.RefusedPlace;
import io.ratchet.training.batch.RefusedStretch;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.batch.TensorBlock;
import io.ratchet.training.batch.TensorRecord;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.EvaluationSpec;
import io.ratchet.training.run.Participation;
import io.ratchet.training.run.PrequentialAuc;
import io.ratchet.training.run.Progress;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.Resumption;
import io.ratchet.training.run.RunContract;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import io.ratchet.training.stored.Layout;
import io.ratchet.training.stored.TensorLayout;
import io.ratchet.training.stored.TensorRole;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a released version has written must be read for ever. {@code -Dratchet.golden.write=true}
 * writes the files of a new version; those of an old one are never written again.
 */
final class GoldenFilesTest {
    private static final RefusalCounts REFUSED =
            new RefusalCounts(
                    List.of(
                            new RefusalCount("malformed", 3, 1, 6, "no number"),
                            new RefusalCount("too-large", 1, 0, 2, "")));
    private static final Places PLACES =
            Places.of(
                    List.of(
                            new OffsetRange(0, 1, 5),
                            new OffsetRange(0, 6, 7),
                            new OffsetRange(0, 1000, 1002),
                            new OffsetRange(2, 7, 8)));

    private static final RunHistory HISTORY =
            new RunHistory(
                    7,
                    5,
                    List.of(
                            new Resumption(0, 0, 1000L, "", List.of()),
                            new Resumption(
                                    7,
                                    90,
                                    2000L,
                                    "file:/chk-3",
                                    List.of(new Change("until", "9 steps", "12 steps")))));

    static Stream<Golden<?>> goldens() {
        return Stream.of(results(), states(), agreements()).flatMap(all -> all);
    }

    private static Stream<Golden<?>> agreements() {
        TreeMap<String, String> texts = new TreeMap<>();
        texts.put("model", "linear");
        texts.put("seed", "42");
        return Stream.of(
                new Golden<>("text-map", TextMapSerializer.INSTANCE, texts),
                new Golden<>(
                        "run-contract",
                        RunContractSerializer.INSTANCE,
                        new RunContract(texts, new TreeMap<>(Map.of("until", "forever")))),
                new Golden<>("run-history", RunHistorySerializer.INSTANCE, HISTORY));
    }

    private static Stream<Golden<?>> results() {
        return Stream.of(
                new Golden<>(
                        "step-record",
                        StepRecordSerializer.INSTANCE,
                        new StepRecord(
                                "r", "r/k", 2, 7, 0.5f, 0.6, 1.25, 0.001, 256, 1792, 0.7, PLACES,
                                1234567L)),
                new Golden<>(
                        "run-state",
                        RunStateSerializer.INSTANCE,
                        new RunStateRecord(
                                "r",
                                "r",
                                1,
                                RunStatus.SUCCEEDED,
                                9,
                                99,
                                0.5,
                                0.75,
                                3,
                                95,
                                REFUSED,
                                17,
                                2,
                                "ab12",
                                1234567L,
                                HISTORY)),
                new Golden<>(
                        "poisoned-batch",
                        PoisonedBatchSerializer.INSTANCE,
                        new PoisonedBatch(
                                "r", "r", 1, 5, "loss-not-finite", "loss NaN", PLACES, 1234567L)),
                new Golden<>(
                        "progress",
                        ProgressSerializer.INSTANCE,
                        new Progress(
                                RunStatus.TRAINING,
                                5,
                                640,
                                320.5,
                                0.5,
                                2,
                                1,
                                new Participation(640, REFUSED, 2, 10, 1),
                                new PrequentialAuc(new long[0], new long[0]))));
    }

    private static Golden<AssemblyState> assembly(Block rows) {
        return new Golden<>(
                "assembly",
                AssemblySerializer.INSTANCE,
                new AssemblyState(
                        1,
                        List.of(9L, 0L),
                        List.of(rows),
                        List.of(rows, rows),
                        new AssemblyState.Refused(
                                REFUSED,
                                RefusalCounts.NONE,
                                List.of(new RefusedStretch(1, 7, REFUSED, true)))));
    }

    private static Golden<PackedInstance> packed(Block rows) {
        return new Golden<>(
                "packed-instance",
                PackedInstanceSerializer.INSTANCE,
                new PackedInstance(
                        11L,
                        -12L,
                        Progress.start(EvaluationSpec.LOSS),
                        new AssemblyState(
                                0,
                                List.of(9L),
                                List.of(rows),
                                List.of(),
                                AssemblyState.Refused.NONE),
                        StoredChunk.of(new byte[] {5, 6, 7, 8})));
    }

    private static Stream<Golden<?>> states() {
        HostTensor features =
                new HostTensor(
                        TensorType.FLOAT32,
                        List.of(1, 2),
                        ByteBuffer.wrap(new byte[] {0, 0, -128, 63, 1, 2, 3, 4}));
        HostTensor label =
                new HostTensor(
                        TensorType.INT64,
                        List.of(1),
                        ByteBuffer.wrap(new byte[] {9, 0, 0, 0, 0, 0, 0, 0}));
        Block rows =
                new RowBlock(
                        "run",
                        1,
                        4,
                        9,
                        new long[] {5, 8},
                        new float[] {1.5f, -2f},
                        new int[] {3, 4},
                        new float[] {0, 1},
                        List.of(new RefusedPlace(6, "malformed", "no number")));
        Block tensors =
                new TensorBlock(
                        "run/key", 2, 6, 8, List.of(new TensorRecord(7, List.of(features), label)));
        return Stream.of(
                new Golden<>(
                        "layout",
                        LayoutSerializer.INSTANCE,
                        new Layout(
                                List.of(
                                        new TensorLayout(
                                                "w",
                                                TensorRole.PARAMETER,
                                                TensorType.FLOAT32,
                                                List.of(3, 2))),
                                4096)),
                new Golden<>(
                        "chunk",
                        StoredChunkSerializer.INSTANCE,
                        StoredChunk.of(new byte[] {1, 2, 3, 4})),
                new Golden<>("row-block", BlockSerializer.INSTANCE, rows),
                new Golden<>("tensor-block", BlockSerializer.INSTANCE, tensors),
                assembly(rows),
                packed(rows),
                new Golden<>(
                        "pending-train",
                        PendingSerializer.INSTANCE,
                        new Pending.Train(new Batch(List.of(features), label, PLACES, REFUSED))),
                new Golden<>("pending-end", PendingSerializer.INSTANCE, new Pending.End(REFUSED)),
                new Golden<>(
                        "pending-refuse", PendingSerializer.INSTANCE, new Pending.Refuse(REFUSED)),
                new Golden<>("pending-publish", PendingSerializer.INSTANCE, new Pending.Publish()));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void readsWhatEveryVersionWrote(Golden<T> golden) throws IOException {
        int newest = golden.newestVersion();
        if (Boolean.getBoolean("ratchet.golden.write")) {
            golden.writeOnce(newest);
        }
        for (int version = golden.serializer().oldest(); version <= newest; version++) {
            T restored =
                    golden.serializer()
                            .deserialize(new DataInputDeserializer(golden.file(version)));

            assertThat(restored)
                    .as("version %s", version)
                    .usingRecursiveComparison()
                    .isEqualTo(golden.value());
        }
        assertThat(golden.file(newest)).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void refusesVersionsThatItDoesNotKnow(Golden<T> golden) throws IOException {
        byte[] bytes = golden.bytes();
        int oldest = golden.serializer().oldest();
        int newest = bytes[0];

        for (int version : List.of(oldest - 1, newest + 1)) {
            bytes[0] = (byte) version;
            assertThatThrownBy(
                            () -> golden.serializer().deserialize(new DataInputDeserializer(bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "unknown version %d, this build reads %d to %d",
                            version, oldest, newest);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    <T> void noticesEveryBitThatFlips(Golden<T> golden) throws IOException {
        assumeThat(golden.newestVersion())
                .as("a chunk is checked when it is used")
                .isGreaterThan(1);
        byte[] bytes = golden.bytes();
        for (int bit = Byte.SIZE; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThatThrownBy(
                            () ->
                                    golden.serializer()
                                            .deserialize(new DataInputDeserializer(damaged)))
                    .as("bit %s", bit)
                    .isInstanceOf(DamagedValueException.class);
        }
    }

    /** A chunk has a checksum of its own, which whoever loads it compares. */
    @Test
    void noticesEveryBitThatFlipsInAChunk() throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        StoredChunkSerializer.INSTANCE.serialize(
                StoredChunk.of(new byte[] {1, 2, 3, 4, 5}), target);
        byte[] bytes = target.getCopyOfBuffer();
        for (int bit = Byte.SIZE; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(isWhole(damaged)).as("bit %s", bit).isFalse();
        }
        assertThat(isWhole(bytes)).isTrue();
    }

    private static boolean isWhole(byte[] chunk) throws IOException {
        try {
            return StoredChunkSerializer.INSTANCE
                    .deserialize(new DataInputDeserializer(chunk))
                    .isWhole();
        } catch (EOFException cut) {
            return false;
        }
    }

    /** RocksDB and the network write into memory, the heap backend into a stream. */
    @ParameterizedTest
    @MethodSource("goldens")
    <T> void writesTheSameIntoAStreamAsIntoMemory(Golden<T> golden) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        golden.serializer().serialize(golden.value(), new DataOutputViewStreamWrapper(stream));

        assertThat(stream.toByteArray()).isEqualTo(golden.bytes());
    }

    /** A value and how it is stored. */
    record Golden<T>(String name, VersionedSerializer<T> serializer, T value) {
        private static final String FILES = "src/test/resources/golden/v";

        byte[] bytes() throws IOException {
            DataOutputSerializer target = new DataOutputSerializer(64);
            serializer.serialize(value, target);
            return target.getCopyOfBuffer();
        }

        int newestVersion() throws IOException {
            return bytes()[0];
        }

        byte[] file(int version) throws IOException {
            return Files.readAllBytes(path(version));
        }

        void writeOnce(int version) throws IOException {
            Files.createDirectories(path(version).getParent());
            if (!Files.exists(path(version))) {
                Files.write(path(version), bytes());
            }
        }

        private Path path(int version) {
            return Path.of(FILES + version, name + ".bin");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
