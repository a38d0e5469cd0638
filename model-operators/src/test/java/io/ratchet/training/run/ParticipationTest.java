package io.ratchet.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ParticipationTest {
    private static final RefusalLimits FIVE_PERCENT = new RefusalLimits(100, 0.05);

    @Test
    void theFirstThousandRecordsAreNotJudgedBeforeTheyAreThere() {
        assertThat(FIVE_PERCENT.judge(records(0, 999), 0)).isEqualTo(RunStatus.TRAINING);
        assertThat(FIVE_PERCENT.judge(records(949, 51), 0)).isEqualTo(RunStatus.REFUSED);
        assertThat(FIVE_PERCENT.judge(records(950, 50), 0)).isEqualTo(RunStatus.TRAINING);
    }

    @Test
    void aRunMayGoBadAfterAGoodBeginning() {
        Participation good = records(1_000_000, 0).nextWindow();
        Participation bad = good.train(9_000).refuse(refused(999));

        assertThat(FIVE_PERCENT.judge(bad, 0))
                .as("9,999 of a window")
                .isEqualTo(RunStatus.TRAINING);
        assertThat(FIVE_PERCENT.judge(bad.train(1), 0)).isEqualTo(RunStatus.REFUSED);
        assertThat(bad.exceedsInAll(0.05, 0)).isFalse();
    }

    @Test
    void whatABatchComesToIsTheModelsFaultUntilTheEnd() {
        Participation lost =
                records(9_000, 0).loseBatch(new RefusalCount("loss-not-finite", 1_000, 0, 5, ""));

        assertThat(FIVE_PERCENT.judge(lost, 0)).isEqualTo(RunStatus.TRAINING);
        assertThat(lost.exceedsInAll(0.05, 0)).isTrue();
    }

    @Test
    void aShareOfOneLosesEverything() {
        assertThat(new RefusalLimits(1, 1).judge(records(0, 100_000), 0))
                .isEqualTo(RunStatus.TRAINING);
        assertThat(new RefusalLimits(1, 0).judge(records(100_000, 1), 0))
                .isEqualTo(RunStatus.REFUSED);
    }

    @Test
    void theFirstRecordOfAReasonIsItsExampleInWhicheverOrderTheyCome() {
        RefusalCounts counts =
                RefusalCounts.of(new RefusalCount("malformed", 2, 0, 7, "first"))
                        .and(RefusalCounts.of(new RefusalCount("too-large", 1, 1, 3, "large")))
                        .and(RefusalCounts.of(new RefusalCount("malformed", 5, 0, 1, "later")));

        assertThat(counts.byReason())
                .containsExactly(
                        new RefusalCount("malformed", 7, 0, 1, "later"),
                        new RefusalCount("too-large", 1, 1, 3, "large"));
        assertThat(counts.commonest(1))
                .extracting(RefusalCount::reason)
                .containsExactly("malformed");
    }

    private static Participation records(long trained, long refused) {
        return Participation.NONE.train(trained).refuse(refused(refused));
    }

    private static RefusalCounts refused(long records) {
        return records == 0
                ? RefusalCounts.NONE
                : RefusalCounts.of(new RefusalCount("malformed", records, 0, 0, ""));
    }
}
