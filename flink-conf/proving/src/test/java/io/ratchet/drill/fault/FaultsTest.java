package io.ratchet.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FaultsTest {
    @Test
    void everyFaultHasACodeOfItsOwn() {
        assertThat(Faults.all()).extracting(Fault::code).doesNotHaveDuplicates();
        assertThat(Faults.all()).allMatch(fault -> Faults.named(fault.code()) == fault);
    }

    @Test
    void anUnknownFaultIsAnsweredWithTheOnesThereAre() {
        assertThatThrownBy(() -> Faults.named("flood"))
                .hasMessageContaining("'flood'")
                .hasMessageContaining("task-manager-frozen");
    }

    @Test
    void equalSeedsDrawEqualFaults() {
        assertThat(Faults.drawn(3, 40)).isEqualTo(Faults.drawn(3, 40));
        assertThat(Faults.drawn(3, 40)).isNotEqualTo(Faults.drawn(4, 40));
        assertThat(Faults.drawn(3, 50).subList(0, 40)).isEqualTo(Faults.drawn(3, 40));
    }
}
