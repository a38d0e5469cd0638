package io.ratchet.job.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.contract.ContractCheck;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPoliciesTest {
    private static final TopicsConfiguration TOPICS = new TopicsConfiguration("p", 1, false);

    @ParameterizedTest
    @ValueSource(strings = {"compact", "compact,delete"})
    void aTopicThatKeepsTheLastStepOnlyIsRefused(String policy) {
        assertThatThrownBy(() -> said("p.metrics", policy, "-1"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Topic 'p.metrics' is compacted")
                .hasMessageContaining("--add-config cleanup.policy=delete,retention.ms=-1");
    }

    @Test
    void whatADeletingTopicCostsIsSaid() {
        assertThat(said("p.quarantine", "delete", "604800000"))
                .singleElement()
                .asString()
                .contains("'p.quarantine' loses what is older than 7 d (retention.ms)")
                .contains("reports it again");
    }

    @Test
    void ofTopicsThatKeepAllNothingIsSaid() {
        assertThat(said("p.metrics", "delete", "-1")).isEmpty();
        assertThat(said("p.run-state", "compact", "-1")).isEmpty();
    }

    private static List<String> said(String topic, String policy, String retention) {
        ContractCheck check = new ContractCheck();
        Config config =
                new Config(
                        List.of(
                                new ConfigEntry("cleanup.policy", policy),
                                new ConfigEntry("retention.ms", retention),
                                new ConfigEntry("retention.bytes", "-1")));
        OutputPolicies.check(TOPICS, Map.of(topic, config), check);
        return check.notices();
    }
}
