package io.ratchet.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.kafka.broker.LocalBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans carried out on a real broker. */
@Timeout(120)
class TopicExecutorITCase {
    @TempDir Path folder;

    @Test
    void makesTopicsWhatTheyShouldBeAndRefusesWhatWouldLoseData() {
        try (LocalBroker broker = LocalBroker.start(folder);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicExecutor executor = new TopicExecutor(admin);
            List<TopicSpec> specs = new ArrayList<>(RatchetTopics.of("lab").specs());
            specs.add(TopicSpec.of("rows", 2));

            TopicPlan first = executor.create(specs, PartitionGrowth.REFUSED);

            assertThat(first.changes()).hasSize(5).allMatch(TopicChange.Create.class::isInstance);
            assertThat(executor.plan(specs, PartitionGrowth.REFUSED).isEmpty()).isTrue();

            specs.set(4, new TopicSpec("rows", 3, 1, Map.of("max.message.bytes", "2000000")));
            assertThatThrownBy(() -> executor.create(specs, PartitionGrowth.REFUSED))
                    .isInstanceOf(TopicException.class)
                    .hasMessageContainingAll("nothing was changed", "2 -> 3 partitions");
            executor.create(specs, PartitionGrowth.ALLOWED);

            TopicState rows =
                    Objects.requireNonNull(executor.states(Set.of("rows", "none")).get("rows"));
            assertThat(rows.partitions()).isEqualTo(3);
            assertThat(rows.configuration()).containsEntry("max.message.bytes", "2000000");
            assertThat(executor.plan(specs, PartitionGrowth.REFUSED).isEmpty()).isTrue();
            assertThat(
                            executor.describe(
                                    List.of(
                                            new TopicSpec(
                                                    "lab.metrics",
                                                    1,
                                                    1,
                                                    Map.of("cleanup.policy", "compact"))),
                                    PartitionGrowth.ALLOWED))
                    .startsWith("! lab.metrics: REFUSED: cleanup.policy delete -> compact");
        }
    }
}
