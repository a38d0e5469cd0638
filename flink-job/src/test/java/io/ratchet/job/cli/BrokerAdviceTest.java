package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokerAdviceTest {
    @Test
    void namesTheHostThatNobodyKnows() {
        Throwable failure =
                catchThrowable(
                        () ->
                                Admin.create(
                                                Map.<String, Object>of(
                                                        "bootstrap.servers",
                                                        "nowhere.invalid:9092"))
                                        .close());

        assertThat(BrokerAdvice.of(failure).orElseThrow())
                .contains("Failed to create new KafkaAdminClient")
                .contains("bootstrap.servers")
                .contains("Is the address right");
    }

    @Test
    void saysOfATimeoutWhatItMeans() {
        assertThat(BrokerAdvice.of(new TimeoutException("Timeout expired while fetching")))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .startsWith("No broker has answered: Timeout expired")
                                        .contains("--bootstrap"));
    }

    @Test
    void leavesOthersAsTheyAre() {
        assertThat(BrokerAdvice.of(new KafkaException("of itself"))).isEmpty();
        assertThat(BrokerAdvice.of(new IllegalStateException("ours"))).isEmpty();
    }
}
