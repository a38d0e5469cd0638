package io.ratchet.job.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.OffsetRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    @Test
    void findsNothingInASoundHistory() {
        OffsetLedger ledger = new OffsetLedger();
        ledger.addStep(step(1, 0, 10));
        ledger.addStep(step(2, 11, 20));
        ledger.addQuarantined(entry(10, 11));

        assertThat(ledger.repeats()).isZero();
        assertThat(ledger.missingSteps()).isZero();
        assertThat(ledger.lastStep()).isEqualTo(2);
        assertThat(ledger.holds(0, 10)).isTrue();
        assertThat(ledger.holds(0, 20)).isFalse();
        assertThat(ledger.holds(1, 0)).isFalse();
    }

    @Test
    void countsRepeatedStepsAndPlaces() {
        OffsetLedger ledger = new OffsetLedger();
        ledger.addStep(step(1, 0, 10));
        ledger.addStep(step(1, 9, 12));

        assertThat(ledger.repeats()).isEqualTo(2);
    }

    @Test
    void countsMissingSteps() {
        OffsetLedger ledger = new OffsetLedger();
        ledger.addStep(step(1, 0, 10));
        ledger.addStep(step(4, 10, 12));

        assertThat(ledger.missingSteps()).isEqualTo(2);
    }

    private static StepRecord step(long step, long from, long to) {
        return new StepRecord(
                "run",
                "run",
                1,
                step,
                0,
                0,
                0,
                0,
                1,
                1,
                0,
                List.of(new OffsetRange(0, from, to)),
                0);
    }

    private static QuarantineEntry entry(long from, long to) {
        return new QuarantineEntry(
                QuarantineEntry.RECORD,
                "run",
                1,
                "",
                "",
                "",
                List.of(new OffsetRange(0, from, to)),
                0,
                "",
                new byte[0]);
    }
}
