package io.ratchet.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a broker that does not answer. */
final class SlowBrokerTest {
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void saysWhereNobodyAnswersAndWhatToLookAt() throws Exception {
        SlowBroker.watch("nowhere:9092", false, out, Duration.ZERO).join();
        assertThat(text.toString())
                .contains("No broker has answered at nowhere:9092")
                .contains("kafka.bootstrap");
    }

    @Test
    void doesNotAskForTheAddressOfABrokerThatItStartsItself() throws Exception {
        SlowBroker.watch("127.0.0.1:41181", true, out, Duration.ZERO).join();
        assertThat(text.toString())
                .contains("The embedded broker at 127.0.0.1:41181 is still starting")
                .doesNotContain("--bootstrap");
    }

    @Test
    void saysNothingOfOneThatHasAnswered() throws Exception {
        SlowBroker slow = SlowBroker.watch("here:9092", false, out, Duration.ofMinutes(10));
        slow.close();
        slow.join();
        assertThat(text.toString()).isEmpty();
    }
}
