package io.ratchet.job.contract;

import io.ratchet.job.claim.RunStart;
import io.ratchet.job.message.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** What is to be said of the topics that runs read, as they stand now. */
public final class TopicWarnings {
    private TopicWarnings() {}

    /**
     * Looks at topics.
     *
     * @param clients properties of the Kafka client
     * @param starts what was fixed of the runs
     * @return by run; nothing of a topic that is as it was
     */
    public static Map<String, List<String>> of(
            Map<String, String> clients, Collection<RunStart> starts) {
        Set<String> topics = starts.stream().map(RunStart::topic).collect(Collectors.toSet());
        Map<String, TopicFacts> facts;
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            facts = TopicFacts.of(admin, topics);
        }
        Map<String, List<String>> warnings = new HashMap<>();
        for (RunStart start : starts) {
            TopicFacts now = facts.get(start.topic());
            warnings.put(
                    start.run(),
                    now == null
                            ? List.of("topic '" + start.topic() + "' does not exist any more")
                            : of(start, now));
        }
        return warnings;
    }

    private static List<String> of(RunStart start, TopicFacts now) {
        List<String> warnings = new ArrayList<>();
        String known = InputContract.knownId(start);
        if (!known.equals(now.id())) {
            warnings.add(
                    Message.of(
                            "topic '%s' was deleted and made again: its id was %s and is %s",
                            start.topic(), known, now.id()));
        }
        if (now.partitionCount() != start.spans().size()) {
            warnings.add(
                    Message.of(
                            """
                            topic '%s' has %s partitions now; only the first %s are read, those \
                            that it had when the run began""",
                            start.topic(), now.partitionCount(), start.spans().size()));
        }
        return warnings;
    }
}
