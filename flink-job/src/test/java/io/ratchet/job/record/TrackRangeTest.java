package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.decode.RefusedRecord;
import io.ratchet.job.track.Track;
import io.ratchet.job.track.TrackHeader;
import io.ratchet.job.track.TrackRange;
import io.ratchet.operator.result.PoisonedBatch;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import io.ratchet.training.batch.Places;
import io.ratchet.training.run.RefusalCounts;
import io.ratchet.training.run.RunHistory;
import io.ratchet.training.run.RunStatus;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TrackRangeTest {
    private static final int BYTES = 10_000;
    private static final Places PLACES =
            Places.of(List.of(new OffsetRange(0, 5, 9), new OffsetRange(2, 0, 1)));

    @Test
    void aStepIsAPositionOfItsInstance() {
        StepRecord step =
                new StepRecord("run", "run/a", 2, 3, 0.1f, 0, 0, 0, 64, 192, 0, PLACES, 99);

        assertThat(new StepRecordCodec(BYTES).ranges("m", step))
                .containsExactly(new TrackRange(new Track("m", "run", 2, "steps/run/a"), 3, 4));
    }

    @Test
    void aStateFollowsAnotherByStepsAndRefusalsAndAnEndFollowsAll() {
        assertThat(state(RunStatus.TRAINING, 4, 2))
                .isLessThan(state(RunStatus.SUCCEEDED, 4, 2))
                .isLessThan(state(RunStatus.SUCCEEDED, 3, 0))
                .isLessThan(state(RunStatus.TRAINING, 4, 3))
                .isLessThan(state(RunStatus.TRAINING, 5, 2))
                .isEqualTo(state(RunStatus.TRAINING, 4, 2));
        assertThat(state(RunStatus.DIVERGED, 4, 2)).isGreaterThan(state(RunStatus.TRAINING, 5, 2));
        // What comes behind an end is behind it, and a later end behind that.
        assertThat(state(RunStatus.SUCCEEDED, 9, 0))
                .isLessThan(state(RunStatus.TRAINING, 4, 0, 1))
                .isLessThan(state(RunStatus.SUCCEEDED, 9, 0, 1));
        assertThat(state(RunStatus.TRAINING, 4, 0, 1))
                .isLessThan(state(RunStatus.SUCCEEDED, 3, 0, 1))
                .isLessThan(state(RunStatus.TRAINING, 5, 0, 1));
    }

    @Test
    void whatIsRefusedIsAPositionOfItsPartition() {
        RefusedRecord record =
                new RefusedRecord(
                        "run", 2, "rows", 3, 41, "malformed", "", 1, "", new byte[] {1}, 99);
        PoisonedBatch batch = new PoisonedBatch("run", "run/a", 2, 7, "loss", "", PLACES, 99);

        assertThat(new RefusedRecordCodec(BYTES).ranges("q", record))
                .containsExactly(new TrackRange(new Track("q", "run", 2, "records/3"), 41, 42));
        assertThat(new PoisonedBatchCodec(BYTES, Map.of("run", "rows")).ranges("q", batch))
                .containsExactly(new TrackRange(new Track("q", "run", 2, "batches/run/a/0"), 5, 6));
    }

    @Test
    void theHeaderOfARecordTellsItsPositions() {
        List<TrackRange> ranges =
                List.of(
                        new TrackRange(new Track("t", "run", 2, "a"), 0, 7),
                        new TrackRange(new Track("t", "run", 2, "b"), 9, 10));
        RecordHeaders headers = new RecordHeaders();
        headers.add(TrackHeader.KEY, TrackHeader.encode(ranges));

        assertThat(TrackHeader.decode(headers)).hasValue(ranges);
    }

    @Test
    void whatHasNoSuchHeaderIsAnothers() {
        assertThat(TrackHeader.decode(new RecordHeaders())).isEmpty();
        for (byte[] foreign :
                List.of(new byte[0], new byte[] {9, 1}, new byte[] {1, 0, 0, 0, 1, 7})) {
            RecordHeaders headers = new RecordHeaders();
            headers.add(TrackHeader.KEY, foreign);
            assertThat(TrackHeader.decode(headers)).isEmpty();
        }
    }

    private static long state(RunStatus status, long step, long refused) {
        return state(status, step, refused, 0);
    }

    private static long state(RunStatus status, long step, long refused, int ends) {
        RunStateRecord record =
                new RunStateRecord(
                        "run",
                        "run",
                        1,
                        status,
                        step,
                        0,
                        0,
                        0,
                        refused,
                        0,
                        RefusalCounts.NONE,
                        0,
                        ends,
                        "",
                        0,
                        RunHistory.NONE);
        return new RunStateCodec().ranges("s", record).get(0).to();
    }
}
