package io.ratchet.job.cli;

import io.ratchet.job.message.Message;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;

/** What an error of Kafka's clients means for who has given a command, and what to look at. */
final class BrokerAdvice {
    private static final String ADDRESS =
            "Is the address right (kafka.bootstrap, --bootstrap), and is the broker running?";

    private BrokerAdvice() {}

    /**
     * What is said instead of the bare error, or nothing where it says enough by itself.
     *
     * @param failure what has ended a command
     */
    static Optional<String> of(Throwable failure) {
        if (!(failure instanceof KafkaException) || failure.getMessage() == null) {
            return Optional.empty();
        }
        if (failure instanceof TimeoutException) {
            return Optional.of(
                    Message.of("No broker has answered: %s. %s", bare(failure), ADDRESS));
        }
        Throwable cause = failure.getCause();
        if (cause == null || cause.getMessage() == null) {
            return Optional.empty();
        }
        return Optional.of(
                Message.of(
                        "%s: %s.%s",
                        bare(failure),
                        bare(cause),
                        cause instanceof ConfigException || cause instanceof TimeoutException
                                ? " " + ADDRESS
                                : ""));
    }

    private static String bare(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip().replaceFirst("\\.$", "");
    }
}
