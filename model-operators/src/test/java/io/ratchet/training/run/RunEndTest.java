package io.ratchet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RunEndTest {
    private static final RunEnd END =
            new RunEnd(new Until.Offsets(false), new RefusalLimits(100, 0.05), 65_535);

    /** They may be a small part of what is read: nobody knows before the batch is full. */
    @Test
    void whatFillsABatchCountsWhereManyAreRefusedInARow() {
        assertThat(END.judgeBetween(refused(1_000))).isEqualTo(RunStatus.TRAINING);
        assertThat(END.judgeBetween(refused(3_000))).isEqualTo(RunStatus.TRAINING);
        assertThat(END.judgeBetween(refused(4_000))).isEqualTo(RunStatus.REFUSED);
        assertThat(END.judge(refused(1_000))).as("behind a batch").isEqualTo(RunStatus.REFUSED);
    }

    @Test
    void aWindowStaysOpenUntilItIsKnownWhatItCameTo() {
        RunEnd end = new RunEnd(new Until.Offsets(false), new RefusalLimits(100, 0.2), 65_535);

        assertThat(end.judgeBetween(refused(10_000))).isEqualTo(RunStatus.TRAINING);
        assertThat(end.closesWindow(refused(10_000))).isFalse();
        assertThat(end.judgeBetween(refused(17_000))).isEqualTo(RunStatus.REFUSED);
        assertThat(end.closesWindow(progress(Participation.NONE.train(10_000)))).isTrue();
    }

    @Test
    void whatWaitsAtTheEndHasTakenPart() {
        RefusalLimits limits = new RefusalLimits(100, 0.05);

        assertThat(limits.judgeEnd(refused(1), 199)).isEqualTo(RunStatus.UNTRAINED);
        assertThat(limits.judgeEnd(refused(1), 0)).isEqualTo(RunStatus.REFUSED);
        assertThat(limits.judgeEnd(refused(11), 199)).isEqualTo(RunStatus.REFUSED);
    }

    private static Progress refused(long records) {
        RefusalCount count = new RefusalCount("malformed", records, 0, 0, "");
        return progress(Participation.NONE.refuse(RefusalCounts.of(count)));
    }

    private static Progress progress(Participation records) {
        return Progress.start(EvaluationSpec.LOSS).withRecords(records);
    }
}
