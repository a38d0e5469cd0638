package io.ratchet.job.resume;

import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.record.RecordLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Asks the broker how large a record may be on each of a job's output topics. */
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
     * Reads the limits.
     *
     * @throws StartException if a topic takes so little that no record would fit
     */
    static RecordLimits read(JobConfiguration configuration, Map<String, String> clients) {
        TopicsConfiguration topics = configuration.topics();
        List<ConfigResource> resources =
                List.of(topics.metrics(), topics.runState(), topics.quarantine()).stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        Map<String, Integer> bytes = new HashMap<>();
        try (Admin admin = Admin.create(new HashMap<>(clients))) {
            for (Map.Entry<ConfigResource, Config> answer :
                    admin.describeConfigs(resources).all().get().entrySet()) {
                bytes.put(
                        answer.getKey().name(),
                        Integer.parseInt(
                                answer.getValue()
                                        .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                                        .value()));
            }
        } catch (ExecutionException e) {
            throw new StartException(
                    "Cannot read how large records may be on "
                            + resources
                            + ": "
                            + e.getCause()
                            + ". The job's principal needs DescribeConfigs on its output topics.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while the output topics were looked at.", e);
        }
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
                        "Topic "
                                + topic.getKey()
                                + " takes records of up to "
                                + topic.getValue()
                                + " bytes (max.message.bytes), and a record of job '"
                                + configuration.job()
                                + "' takes up to "
                                + (needed + topic.getValue() - limits.of(topic.getKey()))
                                + " even where it is split and cut. Raise max.message.bytes of"
                                + " the topic and start the job again.");
            }
        }
    }
}
