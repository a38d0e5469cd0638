package io.ratchet.job.configuration;

import static io.ratchet.job.configuration.Configurations.MINIMAL;
import static io.ratchet.job.configuration.Configurations.minimalWith;
import static io.ratchet.job.configuration.Configurations.read;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.setting.ConfigurationException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and topics become names of files, topics and transactions, and are refused when read. */
class SafeNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {".", "..", ".hidden", "-option", "_", "a/b", "a b", "ä", ""})
    void refusesIdsThatAreNoSafeNames(String id) {
        for (String unsafe : List.of(id, "a".repeat(101))) {
            String quoted = "'" + unsafe + "'";
            assertRefused(minimalWith("job: flights", "job: " + quoted), "job: ");
            assertRefused(minimalWith("- id: flights", "- id: " + quoted), "runs[0].id: ");
            assertRefused(MINIMAL + "topics: {prefix: " + quoted + "}\n", "topics.prefix: ");
        }
    }

    private static void assertRefused(String text, String place) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "ä", ""})
    void refusesTopicsThatKafkaWouldNotTake(String topic) {
        assertThatThrownBy(
                        () -> read(MINIMAL.replaceFirst("topic: \\w+", "topic: '" + topic + "'")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("input.topic");
    }
}
