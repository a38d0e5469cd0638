package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import io.ratchet.training.run.Change;
import io.ratchet.training.run.RefusalCount;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Records that are larger than their topic takes, read as somebody else would. */
class RecordSizeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void stepsHaveEveryPlaceOnceInRecordsThatTheTopicTakes() throws IOException {
        SplittableRandom random = new SplittableRandom(21);
        for (int round = 0; round < 300; round++) {
            Places places = places(random);
            int limit = 1000 + random.nextInt(2000);
            StepRecord step = step(places);

            List<byte[]> records = new StepRecordCodec(limit).encode(step);

            List<OffsetRange> found = new ArrayList<>();
            StepRecordReader reader = new StepRecordReader();
            for (int part = 0; part < records.size(); part++) {
                JsonNode node = JSON.readTree(records.get(part));
                assertThat(records.get(part).length + "run".length()).isLessThanOrEqualTo(limit);
                assertThat(node.path("part").asInt(1)).isEqualTo(part + 1);
                assertThat(node.path("parts").asInt(1)).isEqualTo(records.size());
                assertThat(node.path("step").asLong()).isEqualTo(step.step());
                found.addAll(PlainPlaces.of(node));
                Optional<StepRecord> whole = reader.read(records.get(part));
                assertThat(whole.isPresent()).isEqualTo(part == records.size() - 1);
                whole.ifPresent(read -> assertThat(read).isEqualTo(step));
            }
            assertThat(found).isEqualTo(places.ranges());
        }
    }

    @Test
    void everyOtherRecordOfALargeBatchFitsIntoOneRecord() {
        List<OffsetRange> ranges = new ArrayList<>();
        for (long offset = 0; offset < 120_000; offset += 2) {
            ranges.add(new OffsetRange(0, 1_000_000 + offset, 1_000_001 + offset));
        }

        List<byte[]> records =
                new StepRecordCodec(RecordLimits.none().of("any")).encode(step(Places.of(ranges)));

        assertThat(records)
                .singleElement()
                .satisfies(one -> assertThat(one).hasSizeLessThan(21_000));
    }

    @Test
    void refusedBatchesAreSplitLikeSteps() throws IOException {
        Places places = places(new SplittableRandom(4));
        PoisonedBatch batch =
                new PoisonedBatch(
                        "run", "run", 1, 9, "loss-not-finite", "x".repeat(5000), places, 1);

        List<byte[]> records = new PoisonedBatchCodec(800, Map.of("run", "rows")).encode(batch);

        List<OffsetRange> found = new ArrayList<>();
        QuarantineReader reader = new QuarantineReader();
        int whole = 0;
        for (byte[] record : records) {
            assertThat(record).hasSizeLessThanOrEqualTo(800 - "run".length());
            found.addAll(PlainPlaces.of(JSON.readTree(record)));
            whole += reader.read(record).isPresent() ? 1 : 0;
        }
        assertThat(records).hasSizeGreaterThan(1);
        assertThat(found).isEqualTo(places.ranges());
        assertThat(whole).isEqualTo(1);
        assertThat(JSON.readTree(records.get(0)).path("detail").asText())
                .endsWith("(cut from 5000 characters)");
    }

    @Test
    void aRefusedRecordKeepsOfItsBytesWhatItsTopicTakes() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(6000)];
            random.nextBytes(bytes);
            String detail = (random.nextBoolean() ? "\u0001" : "wörd ").repeat(random.nextInt(500));
            int limit = 700 + random.nextInt(3000);

            List<byte[]> records = new RefusedRecordCodec(limit).encode(refused(bytes, detail));

            assertThat(records).hasSize(1);
            byte[] record = records.get(0);
            JsonNode node = JSON.readTree(record);
            byte[] kept = node.path("bytes").binaryValue();
            assertThat(record.length + "run".length()).isLessThanOrEqualTo(limit);
            assertThat(node.path("length").asInt()).isEqualTo(bytes.length);
            assertThat(node.path("kept").asInt()).isEqualTo(kept.length);
            assertThat(kept).isEqualTo(Arrays.copyOf(bytes, kept.length));
            if (kept.length < bytes.length) {
                assertThat(record.length).as("room is used").isGreaterThan(limit - 24);
            }
        }
    }

    @Test
    void aTopicThatTakesNothingAtAllIsNamedAsTheReason() {
        assertThatThrownBy(() -> new StepRecordCodec(100).encode(step(Places.of(0, 1, 2))))
                .hasMessageContaining("max.message.bytes");
        assertThatThrownBy(() -> new RefusedRecordCodec(100).encode(refused(new byte[9], "")))
                .hasMessageContaining("max.message.bytes");
    }

    @Test
    void aStateOfALongHistoryFitsIntoOneRecordAndSaysWhatItLeavesOut() throws IOException {
        RunHistory history = RunHistory.begun(0);
        for (int start = 0; start < RunHistory.MOST_ENTRIES - 1; start++) {
            history =
                    history.with(start, 1, "file:/checkpoints/" + "x".repeat(900), changes(start));
        }
        RunStateRecord state = state(history, "y".repeat(RefusalCount.DETAIL_LENGTH));
        for (int limit : List.of(700, 900, 1500, 5_000, 40_000, 400_000)) {
            List<byte[]> records = new RunStateCodec(limit).encode(state);

            JsonNode node = JSON.readTree(records.get(0));
            assertThat(records).hasSize(1);
            assertThat(records.get(0).length + "run".length()).isLessThanOrEqualTo(limit);
            assertThat(node.at("/history/entries").size() + node.at("/history/omitted").asInt())
                    .isEqualTo(RunHistory.MOST_ENTRIES);
            assertThat(node.at("/history/resumptions").asInt())
                    .isEqualTo(RunHistory.MOST_ENTRIES - 1);
            assertThat(node.at("/refused/0/records").asInt()).isEqualTo(7);
        }
        assertThat(
                        JSON.readTree(new RunStateCodec(400_000).encode(state).get(0))
                                .at("/history/entries"))
                .hasSize(RunHistory.MOST_ENTRIES);
        assertThatThrownBy(() -> new RunStateCodec(200).encode(state))
                .hasMessageContaining("max.message.bytes");
    }

    private static List<Change> changes(int start) {
        return start % 3 == 0 ? List.of() : List.of(new Change("until", "z".repeat(500), "w"));
    }

    private static RunStateRecord state(RunHistory history, String detail) {
        return new RunStateRecord(
                "run",
                "run",
                1,
                RunStatus.SUCCEEDED,
                9,
                99,
                0.5,
                0.75,
                2,
                95,
                new RefusalCounts(List.of(new RefusalCount("malformed", 7, 1, 17, detail))),
                11,
                2,
                "ab".repeat(32),
                77,
                history);
    }

    @Test
    void aStepWhoseFirstPartWasNotReadIsLeftOut() {
        List<byte[]> records =
                new StepRecordCodec(900).encode(step(places(new SplittableRandom(4))));
        StepRecordReader reader = new StepRecordReader();

        assertThat(records).hasSizeGreaterThan(2);
        for (byte[] record : records.subList(1, records.size())) {
            assertThat(reader.read(record)).isEmpty();
        }
    }

    private static RefusedRecord refused(byte[] bytes, String detail) {
        return new RefusedRecord(
                "run", 1, "topic", 3, 7, "malformed", detail, bytes.length, "cafe", bytes, 5);
    }

    private static Places places(SplittableRandom random) {
        List<OffsetRange> ranges = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            long offset = random.nextLong(1L << 33);
            int gap = 1 << (1 + random.nextInt(16));
            int count = 1 + random.nextInt(random.nextBoolean() ? 3 : 2000);
            for (int range = 0; range < count; range++) {
                long from = offset + 1 + random.nextInt(gap);
                offset = from + 1 + random.nextInt(3);
                ranges.add(new OffsetRange(partition, from, offset));
            }
        }
        return Places.of(ranges);
    }

    private static StepRecord step(Places places) {
        return new StepRecord(
                "run", "run/a", 2, 3, 0.1f, 0.25, 1.5, 0.001, 64, 192, 0.5, places, 99);
    }
}
