package io.ratchet.warm;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** What the agent does before Flink starts; its faults would only be logged there. */
final class WarmUpTest {
    @Test
    void trainsSomeStepsInTheEngine() {
        assertThatCode(EngineWarmUp::run).doesNotThrowAnyException();
    }

    @Test
    void makesKafkasClientsAndTheConnector() {
        assertThatCode(KafkaWarmUp::run).doesNotThrowAnyException();
    }

    @Test
    void takesAJobThroughCheckpointFailureAndRestore() {
        assertThatCode(WarmUpJob::run).doesNotThrowAnyException();
    }
}
