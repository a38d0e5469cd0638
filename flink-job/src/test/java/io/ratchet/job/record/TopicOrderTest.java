package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import io.ratchet.training.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TopicOrderTest {
    private static final Places PLACES =
            Places.of(List.of(new OffsetRange(0, 5, 9), new OffsetRange(2, 0, 1)));

    @Test
    void stepsAreInTheOrderOfTheirInstance() {
        StepRecord step =
                new StepRecord("run", "run/a", 2, 3, 0.1f, 0, 0, 0, 64, 192, 0, PLACES, 99);

        assertThat(positions(new StepOrder(), step, new StepRecordCodec(1000)))
                .containsExactly(Map.entry(new Track("run", 2, "run/a"), Position.of(3)));
    }

    @Test
    void aStateFollowsAnotherByStepsThenRefusalsThenTheEnd() {
        assertThat(state(RunStatus.TRAINING, 4, 2))
                .isLessThan(state(RunStatus.SUCCEEDED, 4, 2))
                .isLessThan(state(RunStatus.TRAINING, 4, 3))
                .isLessThan(state(RunStatus.TRAINING, 5, 0))
                .isEqualByComparingTo(state(RunStatus.TRAINING, 4, 2));
        assertThat(state(RunStatus.DIVERGED, 4, 2)).isLessThan(state(RunStatus.TRAINING, 5, 2));
    }

    @Test
    void whatAStartWritesIsNoState() {
        RunStateOrder order = new RunStateOrder();
        assertThat(order.isOf("run".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(order.isOf(Owner.key("job").getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(order.isOf(RunStart.key("run").getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void whatIsRefusedIsInTheOrderOfItsPartition() {
        RefusedRecord record =
                new RefusedRecord(
                        "run", 2, "rows", 3, 41, "malformed", "", 1, "", new byte[] {1}, 99);
        PoisonedBatch batch = new PoisonedBatch("run", "run/a", 2, 7, "loss", "", PLACES, 99);

        assertThat(quarantined(new RefusedRecordCodec(1000), record))
                .containsExactly(Map.entry(new Track("run", 2, "record/run/3"), Position.of(42)));
        assertThat(quarantined(new PoisonedBatchCodec(1000, Map.of("run", "rows")), batch))
                .containsOnly(
                        Map.entry(new Track("run", 2, "batch/run/a/0"), Position.of(9)),
                        Map.entry(new Track("run", 2, "batch/run/a/2"), Position.of(1)));
    }

    private static Position state(RunStatus status, long step, long refused) {
        RunStateRecord record =
                new RunStateRecord("run", "run", 1, status, step, 0, 0, 0, refused, "", 0);
        return Objects.requireNonNull(
                positions(new RunStateOrder(), record, new RunStateCodec())
                        .get(new Track("run", 1, "run")));
    }

    private static <T> Map<Track, Position> quarantined(RecordCodec<T> codec, T value) {
        return positions(
                new QuarantineOrder(),
                new EncodedRecord(codec.key(value), codec.encode(value)),
                EncodedRecord.codec());
    }

    /** The same of a value and of its record. */
    private static <T> Map<Track, Position> positions(
            TopicOrder<T> order, T value, RecordCodec<T> codec) {
        Map<Track, Position> ofValue = new HashMap<>();
        order.ofValue(value, ofValue::put);
        Map<Track, Position> ofRecord = new HashMap<>();
        codec.encode(value).forEach(record -> order.ofRecord(record, ofRecord::put));
        assertThat(ofRecord).isEqualTo(ofValue);
        return ofValue;
    }
}
