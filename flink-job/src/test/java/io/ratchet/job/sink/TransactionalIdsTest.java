package io.ratchet.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.record.Owner;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransactionalIdsTest {
    @Test
    void thousandStartsHaveAFewIdsTogether() {
        Set<String> ids = new HashSet<>();
        for (long epoch = 1; epoch <= 1000; epoch++) {
            ids.addAll(TransactionalIds.own(start(epoch)));
            ids.addAll(TransactionalIds.toFence(start(epoch)));
        }

        assertThat(ids).hasSize(TransactionalIds.LANES * TransactionalIds.LANE_IDS);
    }

    @Test
    void aStartFencesTheOneBeforeAndNoneOfTheNextTwo() {
        for (long epoch = 1; epoch <= 10; epoch++) {
            assertThat(TransactionalIds.toFence(start(epoch)))
                    .containsAll(TransactionalIds.own(start(epoch)))
                    .containsAll(TransactionalIds.own(start(epoch - 1)))
                    .doesNotContainAnyElementsOf(TransactionalIds.own(start(epoch + 1)))
                    .doesNotContainAnyElementsOf(TransactionalIds.own(start(epoch + 2)));
        }
    }

    @Test
    void noJobsIdsAreAnothers() {
        assertThat(TransactionalIds.own(new Owner("a", 1, 1, "t", 0)))
                .doesNotContainAnyElementsOf(TransactionalIds.own(new Owner("a-b", 1, 1, "t", 0)));
    }

    private static Owner start(long epoch) {
        return new Owner("job", epoch, 1, "token", 0);
    }
}
