package io.ratchet.job.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Places;
import org.junit.jupiter.api.Test;

class StepTailTest {
    private static final int BATCH = 100;

    @Test
    void tellsTheSpeedOfTheLastSteps() {
        StepTail tail = new StepTail();
        for (int step = 1; step <= 11; step++) {
            tail.add(step(step, 50_000 + 100L * step));
        }
        assertThat(tail.samplesPerSecond("run", 51_200)).hasValue(1000);
    }

    @Test
    void aClockThatIsSetBackHidesTheSpeedForAMomentOnly() {
        StepTail tail = new StepTail();
        for (int step = 1; step <= 20; step++) {
            tail.add(step(step, 9_000_000 + 100L * step));
        }
        for (int step = 21; step <= 31; step++) {
            tail.add(step(step, 50_000 + 100L * step));
        }
        assertThat(tail.samplesPerSecond("run", 53_200)).hasValue(1000);
    }

    @Test
    void tellsNoSpeedWhereNothingTellsItAndNoneWhereNothingCameLately() {
        StepTail tail = new StepTail();
        assertThat(tail.samplesPerSecond("run", 50_000)).isEmpty();
        tail.add(step(1, 50_000));
        assertThat(tail.samplesPerSecond("run", 50_100)).isEmpty();
        tail.add(step(2, 50_100));
        assertThat(tail.samplesPerSecond("run", 90_000)).hasValue(0);
    }

    private static StepRecord step(int step, long timeMillis) {
        return new StepRecord(
                "run",
                "run",
                1,
                step,
                0.5f,
                0.5,
                1,
                0.01,
                BATCH,
                (long) step * BATCH,
                Double.NaN,
                Places.of(0, (step - 1L) * BATCH, (long) step * BATCH),
                timeMillis);
    }
}
