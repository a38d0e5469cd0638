package io.ratchet.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is planned, and what is refused, without a cluster. */
class TopicPlannerTest {
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    "604800000",
                    "retention.bytes",
                    "-1",
                    "max.message.bytes",
                    "1048588");

    @Test
    void createsWhatIsNotThere() {
        TopicSpec spec = new TopicSpec("t", 3, 1, Map.of("cleanup.policy", "compact"));

        TopicPlan plan = plan(PartitionGrowth.REFUSED, spec, Map.of());

        assertThat(plan.changes()).containsExactly(new TopicChange.Create(spec));
        assertThat(plan.text())
                .isEqualTo(
                        "+ t: create with 3 partition(s), replication factor 1, settings"
                                + " {cleanup.policy=compact}\n");
    }

    @Test
    void leavesAloneWhatIsAsItShouldBe() {
        TopicPlan plan = plan(spec(2, Map.of("cleanup.policy", "delete")), state(2, DEFAULTS));

        assertThat(plan.changes()).containsExactly(new TopicChange.Unchanged("t"));
        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void addsPartitionsOnlyWhereThatIsAllowed() {
        TopicSpec spec = spec(5, Map.of());
        Map<String, TopicState> actual = Map.of("t", state(2, DEFAULTS));

        assertThat(plan(PartitionGrowth.ALLOWED, spec, actual).changes())
                .containsExactly(new TopicChange.AddPartitions("t", 2, 5));
        assertThat(plan(PartitionGrowth.REFUSED, spec, actual).refusals())
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal.reason())
                                        .contains("2 -> 5 partitions", "order of training"));
    }

    @Test
    void refusesFewerPartitionsAndAnotherReplication() {
        TopicPlan plan =
                new TopicPlanner(PartitionGrowth.ALLOWED)
                        .plan(
                                List.of(new TopicSpec("t", 1, 3, Map.of())),
                                Map.of("t", state(4, DEFAULTS)));

        assertThat(plan.refusals()).hasSize(2);
        assertThat(plan.text()).contains("4 -> 1 partitions", "replication factor 1 -> 3");
    }

    @Test
    void altersSettings() {
        TopicPlan plan =
                plan(
                        spec(
                                2,
                                Map.of(
                                        "max.message.bytes",
                                        "33554432",
                                        "retention.ms",
                                        "-1",
                                        "cleanup.policy",
                                        "delete")),
                        state(2, DEFAULTS));

        assertThat(plan.text())
                .isEqualTo(
                        "~ t: max.message.bytes: 1048588 -> 33554432, retention.ms: 604800000 ->"
                                + " -1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cleanup.policy  | compact        | all but the last record of each key
                    cleanup.policy  | compact,delete | all but the last record of each key
                    retention.ms    | 1000           | 604800000 -> 1000 would drop records
                    retention.bytes | 1000           | -1 -> 1000 would drop records
                    """)
    void refusesSettingsThatWouldLoseRecords(String name, String value, String reason) {
        TopicPlan plan = plan(spec(2, Map.of(name, value)), state(2, DEFAULTS));

        assertThat(plan.refusals()).hasSize(1);
        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.text()).contains(reason);
    }

    @Test
    void refusesDeletionOfACompactedTopicUnlessNothingExpires() {
        TopicState compacted =
                state(2, Map.of("cleanup.policy", "compact", "retention.ms", "604800000"));

        assertThat(plan(spec(2, Map.of("cleanup.policy", "delete")), compacted).refusals())
                .hasSize(1);
        assertThat(
                        plan(
                                        spec(
                                                2,
                                                Map.of(
                                                        "cleanup.policy",
                                                        "delete",
                                                        "retention.ms",
                                                        "-1",
                                                        "retention.bytes",
                                                        "-1")),
                                        compacted)
                                .refusals())
                .isEmpty();
    }

    @Test
    void readsAPolicyListInAnyOrder() {
        TopicState state = state(2, Map.of("cleanup.policy", "compact,delete"));

        assertThat(plan(spec(2, Map.of("cleanup.policy", "delete, compact")), state).isEmpty())
                .isTrue();
    }

    @Test
    void refusesSpecsThatContradictThemselvesWithAllFaults() {
        assertThatThrownBy(() -> new TopicSpec("no spaces", 0, 0, Map.of()))
                .hasMessageContainingAll("'no spaces'", "partitions 0", "replication factor 0");
    }

    @Test
    void namesRatchetsTopics() {
        assertThat(RatchetTopics.of("lab").specs())
                .extracting(TopicSpec::name)
                .containsExactly("lab.metrics", "lab.run-state", "lab.quarantine", "lab.models");
        assertThatThrownBy(() -> RatchetTopics.of("a b")).hasMessageContaining("a b.metrics");
    }

    private static TopicSpec spec(int partitions, Map<String, String> configuration) {
        return new TopicSpec("t", partitions, 1, configuration);
    }

    private static TopicState state(int partitions, Map<String, String> configuration) {
        return new TopicState("t", partitions, 1, configuration);
    }

    private static TopicPlan plan(TopicSpec spec, TopicState state) {
        return plan(PartitionGrowth.REFUSED, spec, Map.of("t", state));
    }

    private static TopicPlan plan(
            PartitionGrowth growth, TopicSpec spec, Map<String, TopicState> actual) {
        return new TopicPlanner(growth).plan(List.of(spec), actual);
    }
}
