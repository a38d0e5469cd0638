package io.ratchet.job.resume;

import io.ratchet.job.claim.StartException;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.job.record.RecordLimits;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.TopicConfig;

/** How large a record may be on each of a job's output topics. */
final class OutputLimits {
    /**
     * What a record has beside names: numbers, a digest, a single range of offsets, and, of a
     * refused batch, its reason on a quarter of the room.
     */
    private static final int FIXED_BYTES = 600;

    /** A run's id is in the key, and twice in the value; the header is counted apart. */
    private static final int RUN_IDS = 3;

    private OutputLimits() {}

    /**
     * The limits.
     *
     * @param settings of the output topics, by name
     * @throws StartException if a topic takes so little that no record would fit
     */
    static RecordLimits of(JobConfiguration configuration, Map<String, Config> settings) {
        Map<String, Integer> bytes = new HashMap<>();
        settings.forEach(
                (topic, config) ->
                        bytes.put(
                                topic,
                                Integer.parseInt(
                                        config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
        RecordLimits limits = new RecordLimits(bytes, longest(configuration));
        refuseNarrow(configuration, limits);
        return limits;
    }

    private static String longest(JobConfiguration configuration) {
        String longest = "";
        for (RunConfiguration run : configuration.runs()) {
            longest = run.id().length() > longest.length() ? run.id() : longest;
        }
        return longest;
    }

    /** The bytes of key and value that the smallest record of a run may take. */
    static int needed(String run, String inputTopic) {
        return FIXED_BYTES + RUN_IDS * run.length() + inputTopic.length();
    }

    private static void refuseNarrow(JobConfiguration configuration, RecordLimits limits) {
        int needed = 0;
        for (RunConfiguration run : configuration.runs()) {
            needed = Math.max(needed, needed(run.id(), run.input().topic()));
        }
        for (Map.Entry<String, Integer> topic : limits.bytesByTopic().entrySet()) {
            if (limits.of(topic.getKey()) < needed) {
                throw new StartException(
                        Message.of(
                                """
                                Topic %s takes records of up to %s bytes (max.message.bytes), and \
                                a record of job '%s' takes up to %s even where it is split and \
                                cut. Raise max.message.bytes of the topic and start the job again.""",
                                topic.getKey(),
                                topic.getValue(),
                                configuration.job(),
                                needed + topic.getValue() - limits.of(topic.getKey())));
            }
        }
    }
}
