package io.ratchet.kafka.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares topics as they should be with topics as they are. Pure: it reads and changes nothing.
 */
public final class TopicPlanner {
    private final PartitionGrowth partitionGrowth;

    /** A planner that takes adding partitions as told. */
    public TopicPlanner(PartitionGrowth partitionGrowth) {
        this.partitionGrowth = partitionGrowth;
    }

    /**
     * The changes that make the topics what they should be; topics that are not asked for are left
     * alone.
     *
     * @param actual the topics that exist, by name
     */
    public TopicPlan plan(List<TopicSpec> desired, Map<String, TopicState> actual) {
        List<TopicChange> changes = new ArrayList<>();
        for (TopicSpec spec : desired) {
            TopicState state = actual.get(spec.name());
            if (state == null) {
                changes.add(new TopicChange.Create(spec));
            } else {
                changes.addAll(changesOf(spec, state));
            }
        }
        return new TopicPlan(changes);
    }

    private List<TopicChange> changesOf(TopicSpec spec, TopicState state) {
        List<TopicChange> changes = new ArrayList<>();
        partitionChange(spec, state).ifPresent(changes::add);
        if (spec.replicationFactor() != state.replicationFactor()) {
            changes.add(
                    new TopicChange.Refuse(
                            spec.name(),
                            "replication factor "
                                    + state.replicationFactor()
                                    + " -> "
                                    + spec.replicationFactor()
                                    + " is a reassignment of partitions, which is not done here."
                                    + " Use Kafka's kafka-reassign-partitions, or keep "
                                    + state.replicationFactor()
                                    + "."));
        }
        Map<String, TopicChange.Setting> settings = new TreeMap<>();
        spec.sortedConfiguration()
                .forEach(
                        (name, wanted) -> {
                            String now = state.configuration().getOrDefault(name, "(not set)");
                            if (!SettingRules.same(name, now, wanted)) {
                                settings.put(name, new TopicChange.Setting(now, wanted));
                            }
                        });
        List<String> losses = SettingRules.losses(settings, state.configuration());
        for (String loss : losses) {
            changes.add(new TopicChange.Refuse(spec.name(), loss));
        }
        if (losses.isEmpty() && !settings.isEmpty()) {
            changes.add(new TopicChange.AlterConfiguration(spec.name(), settings));
        }
        return changes.isEmpty() ? List.of(new TopicChange.Unchanged(spec.name())) : changes;
    }

    private Optional<TopicChange> partitionChange(TopicSpec spec, TopicState state) {
        int from = state.partitions();
        int to = spec.partitions();
        if (to == from) {
            return Optional.empty();
        }
        if (to < from) {
            return Optional.of(
                    new TopicChange.Refuse(
                            spec.name(),
                            from
                                    + " -> "
                                    + to
                                    + " partitions would lose the records of "
                                    + (from - to)
                                    + ". Keep "
                                    + from
                                    + ", or make a new topic and copy the records."));
        }
        if (partitionGrowth == PartitionGrowth.REFUSED) {
            return Optional.of(
                    new TopicChange.Refuse(
                            spec.name(),
                            from
                                    + " -> "
                                    + to
                                    + " partitions moves keys and changes the order of training:"
                                    + " runs on this topic would no longer resume to the same"
                                    + " bits. Keep "
                                    + from
                                    + ", make a new topic, or allow it explicitly."));
        }
        return Optional.of(new TopicChange.AddPartitions(spec.name(), from, to));
    }
}
