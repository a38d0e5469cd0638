package io.ratchet.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.configuration.InputFormat;
import io.ratchet.kafka.format.LabelKind;
import io.ratchet.kafka.row.Column;
import io.ratchet.kafka.row.RowSchema;
import io.ratchet.training.batch.Block;
import io.ratchet.training.batch.RowBlock;
import io.ratchet.training.run.PartitionSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may be interrupted while it is closed
class DecodeOperatorTest {
    private static final InputFormat CSV =
            new InputFormat.Csv(
                    new RowSchema(
                            List.of(
                                    Column.Numeric.unscaled("x"),
                                    new Column.Hashed("c", 10),
                                    new Column.Label("y", new LabelKind.Value()))),
                    List.of("x", "c", "y"));

    @Test
    void blocksLeaveBeforeTheBarrier() throws Exception {
        try (var harness = harness(input("run", PartitionSpan.OPEN))) {
            harness.processElement(record(0, 0, "1,a,2"));
            harness.processElement(record(0, 1, "3,b,4"));
            assertThat(blocks(harness)).isEmpty();

            harness.prepareSnapshotPreBarrier(1);

            RowBlock block = (RowBlock) blocks(harness).get(0);
            assertThat(block.instance()).isEqualTo("run");
            assertThat(block.nextOffset()).isEqualTo(2);
            assertThat(block.offsets()).containsExactly(0, 1);
            assertThat(block.numeric()).containsExactly(1, 3);
            assertThat(block.categorical()).hasSize(2);
            assertThat(block.labels()).containsExactly(2, 4);
        }
    }

    @Test
    void blocksOfASlowStreamLeaveByTheClock() throws Exception {
        try (var harness = harness(input("run", PartitionSpan.OPEN))) {
            harness.setProcessingTime(1000);
            harness.processElement(record(0, 0, "1,a,2"));

            harness.setProcessingTime(1000 + DecodeOperator.FLUSH_MILLIS);

            assertThat(blocks(harness)).hasSize(1);
            harness.setProcessingTime(5000);
            assertThat(blocks(harness)).hasSize(1);
            harness.processElement(record(0, 1, "1,a,2"));
            harness.setProcessingTime(6000);
            assertThat(blocks(harness)).hasSize(2);
        }
    }

    @Test
    void fullBlocksLeaveAtOnceAndNothingIsLost() throws Exception {
        int rows = 3 * RowBlockBuilder.CAPACITY + 7;
        try (var harness = harness(input("run", PartitionSpan.OPEN))) {
            for (int offset = 0; offset < rows; offset++) {
                harness.processElement(record(0, offset, offset + ",a,2"));
            }
            assertThat(blocks(harness)).hasSize(3);

            harness.endInput();

            List<Float> seen = new ArrayList<>();
            for (Block block : blocks(harness)) {
                for (float value : ((RowBlock) block).numeric()) {
                    seen.add(value);
                }
            }
            assertThat(seen).hasSize(rows);
            for (int offset = 0; offset < rows; offset++) {
                assertThat(seen.get(offset)).isEqualTo(offset);
            }
        }
    }

    @Test
    void refusedRecordsGoAsideAndStillMoveTheOffset() throws Exception {
        try (var harness = harness(input("run", PartitionSpan.OPEN))) {
            harness.setProcessingTime(77);
            harness.processElement(record(0, 5, "x,a,2"));
            harness.processElement(record(0, 6, null));
            harness.processElement(record(0, 7, "1".repeat(200)));
            harness.prepareSnapshotPreBarrier(1);

            assertThat(blocks(harness)).hasSize(1);
            assertThat(((RowBlock) blocks(harness).get(0)).rowCount()).isZero();
            assertThat(blocks(harness).get(0).nextOffset()).isEqualTo(8);
            List<RefusedRecord> refused = refused(harness);
            assertThat(refused)
                    .extracting(RefusedRecord::reason)
                    .containsExactly("wrong-type", "empty-record", "too-large");
            assertThat(refused).extracting(RefusedRecord::offset).containsExactly(5L, 6L, 7L);
            assertThat(refused.get(0).bytes()).isEqualTo("x,a,2".getBytes(StandardCharsets.UTF_8));
            assertThat(refused.get(0).sha256()).hasSize(64);
            assertThat(refused.get(0).timeMillis()).isEqualTo(77);
            assertThat(refused.get(0).topic()).isEqualTo("topic");
            assertThat(refused.get(2).length()).isEqualTo(200);
        }
    }

    @Test
    void recordsOutsideTheSpanAreNotTheRunsBusiness() throws Exception {
        RunInput input =
                new RunInput("run", 1, CSV, "", 0, List.of(new PartitionSpan(0, 10, 12)), 100);
        try (var harness = harness(input)) {
            for (int offset = 8; offset < 15; offset++) {
                harness.processElement(record(0, offset, offset + ",a,2"));
            }
            harness.processElement(record(3, 10, "1,a,2"));
            harness.endInput();

            assertThat(blocks(harness)).hasSize(1);
            assertThat(((RowBlock) blocks(harness).get(0)).offsets()).containsExactly(10, 11);
            assertThat(blocks(harness).get(0).nextOffset()).isEqualTo(12);
            assertThat(refused(harness)).isEmpty();
        }
    }

    @Test
    void blocksFollowEachOtherFromWhereTheSourceBegins() throws Exception {
        try (var harness = harness(input("run", PartitionSpan.OPEN))) {
            harness.processElement(mark(0, 40));
            harness.processElement(record(0, 43, "1,a,2"));
            harness.prepareSnapshotPreBarrier(1);
            harness.processElement(record(0, 47, "x,a,2"));
            harness.prepareSnapshotPreBarrier(2);
            harness.processElement(record(0, 48, "1,a,2"));
            harness.endInput();

            assertThat(blocks(harness))
                    .extracting(Block::fromOffset)
                    .containsExactly(40L, 40L, 44L, 48L);
            assertThat(blocks(harness))
                    .extracting(Block::nextOffset)
                    .containsExactly(40L, 44L, 48L, 49L);
        }
    }

    @Test
    void whatIsGoneBeforeAPartitionsEndHasBeenSeen() throws Exception {
        RunInput whole = input("whole", 60);
        RunInput part = input("part", 50);
        try (var harness = harness(whole, part)) {
            harness.processElement(mark(0, 40));
            harness.processElement(record(0, 43, "1,a,2"));
            harness.processElement(record(0, 55, "1,a,2"));
            harness.processElement(mark(0, 60));

            assertThat(blocks(harness, "part"))
                    .extracting(Block::nextOffset)
                    .containsExactly(40L, 50L);
            assertThat(blocks(harness, "whole"))
                    .extracting(Block::nextOffset)
                    .containsExactly(40L, 60L);
            assertThat(((RowBlock) blocks(harness, "whole").get(1)).offsets())
                    .containsExactly(43, 55);
        }
    }

    @Test
    void aRunThatBeginsLaterIsToldItsOwnBeginning() throws Exception {
        RunInput later =
                new RunInput("later", 1, CSV, "", 0, List.of(new PartitionSpan(0, 45, 60)), 100);
        try (var harness = harness(later)) {
            harness.processElement(mark(0, 40));
            harness.processElement(record(0, 43, "1,a,2"));
            harness.processElement(record(0, 46, "1,a,2"));
            harness.endInput();

            assertThat(blocks(harness)).extracting(Block::fromOffset).containsExactly(45L, 45L);
            assertThat(blocks(harness)).extracting(Block::nextOffset).containsExactly(45L, 47L);
        }
    }

    @Test
    void keyedRunsAreToldWhereEveryPartitionBegins() throws Exception {
        try (var harness = harness(keyed("a-run", "a"))) {
            harness.processElement(mark(0, 4));
            harness.processElement(mark(1, 7));

            assertThat(blocks(harness)).extracting(Block::partition).containsExactly(0, 1);
            assertThat(blocks(harness)).allSatisfy(block -> assertThat(block.isMark()).isTrue());
        }
    }

    @Test
    void keyedRunsTakeTheirKeyAndSeeTheWholePartition() throws Exception {
        RunInput a = keyed("a-run", "a");
        RunInput b = keyed("b-run", "b");
        try (var harness = harness(a, b)) {
            harness.processElement(keyed(0, 0, "a", "1,a,2"));
            harness.processElement(keyed(0, 1, "b", "2,a,2"));
            harness.processElement(keyed(0, 2, null, "3,a,2"));
            harness.processElement(keyed(1, 0, "a", "4,a,2"));
            harness.endInput();

            List<Block> blocks = blocks(harness);
            assertThat(blocks)
                    .extracting(Block::instance)
                    .containsExactly("a-run", "a-run", "b-run", "b-run");
            assertThat(blocks).extracting(Block::partition).containsExactly(0, 1, 0, 1);
            assertThat(blocks).extracting(Block::nextOffset).containsExactly(3L, 1L, 3L, 1L);
            assertThat(((RowBlock) blocks.get(0)).offsets()).containsExactly(0);
            assertThat(((RowBlock) blocks.get(2)).offsets()).containsExactly(1);
            assertThat(blocks.get(1).refused())
                    .singleElement()
                    .satisfies(
                            place -> {
                                assertThat(place.offset()).isZero();
                                assertThat(place.reason()).isEqualTo("wrong-partition");
                            });
            assertThat(blocks.get(3).refused()).isEmpty();
            assertThat(refused(harness))
                    .singleElement()
                    .satisfies(
                            record -> {
                                assertThat(record.run()).isEqualTo("a-run");
                                assertThat(record.reason()).isEqualTo("wrong-partition");
                                assertThat(record.partition()).isEqualTo(1);
                                assertThat(record.detail())
                                        .contains(
                                                "belongs to partition 0",
                                                "set the input's partitioner to librdkafka");
                            });
        }
    }

    @Test
    void aRecordIsDecodedForEveryRunOfItsTopic() throws Exception {
        try (var harness =
                harness(input("one", PartitionSpan.OPEN), input("two", PartitionSpan.OPEN))) {
            harness.processElement(record(0, 0, "1,a,2"));
            harness.endInput();

            assertThat(blocks(harness)).extracting(Block::instance).containsExactly("one", "two");
        }
    }

    @Test
    void aLargeRefusedRecordIsNotKeptWhole() throws Exception {
        RunInput input =
                new RunInput("run", 1, CSV, "", 0, List.of(new PartitionSpan(0, 0, 10)), 16 << 20);
        try (var harness = harness(input)) {
            harness.processElement(record(0, 0, "x".repeat(RefusedRecord.WHOLE_BYTES)));
            harness.processElement(record(0, 1, "x".repeat(RefusedRecord.WHOLE_BYTES + 1)));

            assertThat(refused(harness))
                    .extracting(record -> record.bytes().length)
                    .containsExactly(RefusedRecord.WHOLE_BYTES, RefusedRecord.KEPT_BYTES);
        }
    }

    private static RunInput input(String run, long end) {
        return new RunInput(run, 1, CSV, "", 0, List.of(new PartitionSpan(0, 0, end)), 100);
    }

    private static RunInput keyed(String run, String key) {
        return new RunInput(
                run,
                1,
                CSV,
                key,
                0,
                List.of(
                        new PartitionSpan(0, 0, PartitionSpan.OPEN),
                        new PartitionSpan(1, 0, PartitionSpan.OPEN).watch()),
                100);
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, Block> harness(RunInput... inputs)
            throws Exception {
        OneInputStreamOperatorTestHarness<RawRecord, Block> harness =
                new OneInputStreamOperatorTestHarness<>(
                        new DecodeOperatorFactory("topic", List.of(inputs), "start"));
        harness.open();
        return harness;
    }

    private static StreamRecord<RawRecord> record(
            int partition, long offset, @Nullable String value) {
        return keyed(partition, offset, null, value);
    }

    private static StreamRecord<RawRecord> keyed(
            int partition, long offset, @Nullable String key, @Nullable String value) {
        return new StreamRecord<>(
                new RawRecord(partition, offset, bytes(key), bytes(value), List.of()));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static StreamRecord<RawRecord> mark(int partition, long offset) {
        return new StreamRecord<>(RawRecord.mark(partition, offset));
    }

    private static List<Block> blocks(
            OneInputStreamOperatorTestHarness<RawRecord, Block> harness, String run) {
        return blocks(harness).stream().filter(block -> block.instance().equals(run)).toList();
    }

    private static List<Block> blocks(OneInputStreamOperatorTestHarness<RawRecord, Block> harness) {
        return harness.extractOutputValues();
    }

    private static List<RefusedRecord> refused(
            OneInputStreamOperatorTestHarness<RawRecord, Block> harness) {
        Queue<StreamRecord<RefusedRecord>> side = harness.getSideOutput(DecodeOutputs.REFUSED);
        return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
    }
}
