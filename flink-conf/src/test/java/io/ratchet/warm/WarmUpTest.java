package io.ratchet.warm;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the agent does before Flink starts; its faults would only be logged there. */
final class WarmUpTest {
    @Test
    void trainsSomeStepsInTheEngine() {
        assertThatCode(EngineWarmUp::run).doesNotThrowAnyException();
    }

    /** Kafka waits 30 s for a broker that says nothing, unless it is told not to. */
    @Test
    @Timeout(20)
    void makesKafkasClientsAndTheConnector() {
        assertThatCode(KafkaWarmUp::run).doesNotThrowAnyException();
    }

    @Test
    void takesAJobThroughCheckpointFailureAndRestore() {
        assertThatCode(WarmUpJob::run).doesNotThrowAnyException();
    }
}
