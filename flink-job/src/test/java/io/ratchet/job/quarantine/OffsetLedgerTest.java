package io.ratchet.job.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.record.QuarantineEntry;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.training.batch.Places;
import java.util.BitSet;
import java.util.SplittableRandom;
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
    void countsBeyondWhatAnIntHolds() {
        long far = 5_000_000_000L;
        OffsetLedger ledger = new OffsetLedger();
        ledger.addStep(step(far, far, far + 10));
        ledger.addStep(step(far + 2, far + 9, far + 12));

        assertThat(ledger.repeats()).isEqualTo(1);
        assertThat(ledger.lastStep()).isEqualTo(far + 2);
        assertThat(ledger.missingSteps()).isEqualTo(far);
        assertThat(ledger.holds(0, far + 11)).isTrue();
        assertThat(ledger.holds(0, far + 12)).isFalse();
        assertThat(ledger.missing(0, 0, far + 20)).isEqualTo(far + 8);
    }

    @Test
    void countsLikeASetOfOffsets() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            OffsetLedger ledger = new OffsetLedger();
            BitSet known = new BitSet();
            long repeats = 0;
            for (int step = 1; step <= 40; step++) {
                int from = random.nextInt(200);
                int to = from + 1 + random.nextInt(30);
                repeats += known.get(from, to).cardinality();
                known.set(from, to);
                ledger.addStep(step(step, from, to));
            }
            assertThat(ledger.repeats()).isEqualTo(repeats);
            for (int from = 0; from < 230; from += 7) {
                int to = from + random.nextInt(50);
                assertThat(ledger.missing(0, from, to))
                        .isEqualTo(to - from - known.get(from, to).cardinality());
            }
        }
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
                "run", "run", 1, step, 0, 0, 0, 0, 1, 1, 0, Places.of(0, from, to), 0);
    }

    private static QuarantineEntry entry(long from, long to) {
        return new QuarantineEntry(
                QuarantineEntry.RECORD,
                "run",
                1,
                "",
                "",
                "",
                Places.of(0, from, to),
                0,
                "",
                new byte[0]);
    }
}
