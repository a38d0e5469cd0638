package io.ratchet.kafka.topic;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that would happen, in the order in which it would. */
public record TopicPlan(List<TopicChange> changes) {
    /** Copies the changes. */
    public TopicPlan {
        changes = List.copyOf(changes);
    }

    /** What stands in the way; a plan with a refusal is not carried out. */
    public List<TopicChange.Refuse> refusals() {
        return changes.stream()
                .filter(TopicChange.Refuse.class::isInstance)
                .map(TopicChange.Refuse.class::cast)
                .toList();
    }

    /** Whether all topics are as they should be. */
    public boolean isEmpty() {
        return changes.stream().allMatch(TopicChange.Unchanged.class::isInstance);
    }

    /** The plan for a reader, one line for each change. */
    public String text() {
        return changes.stream().map(change -> change.text() + "\n").collect(Collectors.joining());
    }
}
