package io.ratchet.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskClosingTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesAllInOrderAndThrowsNothing() {
        TaskClosing.quietly(part("first"), failing(new IOException("no broker")), part("second"));

        assertThat(closed).containsExactly("first", "no broker", "second");
    }

    @Test
    void whatWasNeverOpenedIsPassedOver() {
        TaskClosing.quietly(null, part("second"));

        assertThat(closed).containsExactly("second");
    }

    @Test
    void anInterruptionIsNotForgotten() {
        TaskClosing.quietly(failing(new InterruptedException("stop")), part("second"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("stop", "second");
    }

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    private AutoCloseable failing(Exception failure) {
        return () -> {
            closed.add(String.valueOf(failure.getMessage()));
            throw failure;
        };
    }
}
