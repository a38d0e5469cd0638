package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionalIdsTest {
    @Test
    void nextThreeLivesHaveOtherIds() {
        for (int lane = 0; lane < TransactionalIds.LANES; lane++) {
            for (int next = 1; next < TransactionalIds.LANES; next++) {
                assertThat(TransactionalIds.lane("job", lane))
                        .hasSize(TransactionalIds.LANE_IDS)
                        .doesNotContainAnyElementsOf(
                                TransactionalIds.lane(
                                        "job", (lane + next) % TransactionalIds.LANES));
            }
        }
    }

    @Test
    void allOfThemAreLookedAtAndTheCountIsWrittenWithByNobody() {
        for (int lane = 0; lane < TransactionalIds.LANES; lane++) {
            assertThat(TransactionalIds.all("job")).containsAll(TransactionalIds.lane("job", lane));
        }
        assertThat(TransactionalIds.all("job"))
                .doesNotHaveDuplicates()
                .doesNotContain(TransactionalIds.count("job"));
    }

    @Test
    void noJobsIdsAreAnothers() {
        assertThat(TransactionalIds.all("a"))
                .doesNotContainAnyElementsOf(TransactionalIds.all("a-b"))
                .noneMatch(id -> id.startsWith("ratchet/a-b/"));
    }
}
