package io.ratchet.job;

import io.ratchet.job.resume.JobPlan;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a job tells everybody who asks Flink about it: they stand under its configuration in the web
 * UI, and let other commands find what belongs to a job that they know the name of. No secrets.
 *
 * @param savepoints the folder that its savepoints belong in, if it says so
 * @param topicPrefix how the topics begin that it writes, if it says so
 * @param bootstrap host and port of its brokers, if it says so
 * @param models the folder of its models, if it says so
 */
public record JobParameters(
        Optional<String> savepoints,
        Optional<String> topicPrefix,
        Optional<String> bootstrap,
        Optional<String> models) {
    private static final String SAVEPOINTS = "ratchet.savepoints";
    private static final String TOPIC_PREFIX = "ratchet.topic-prefix";
    private static final String BOOTSTRAP = "ratchet.bootstrap";
    private static final String MODELS = "ratchet.models";

    /** What a start tells. */
    static JobParameters of(JobPlan plan) {
        return new JobParameters(
                Optional.of(plan.savepointDirectory().toString()),
                Optional.of(plan.configuration().topics().prefix()),
                Optional.ofNullable(plan.clients().get("bootstrap.servers")),
                Optional.of(
                        plan.configuration().train().modelDirectory().toAbsolutePath().toString()));
    }

    /** Reads them from what Flink tells of a job; one that says nothing is not Ratchet's. */
    public static JobParameters of(Map<String, String> values) {
        return new JobParameters(
                Optional.ofNullable(values.get(SAVEPOINTS)),
                Optional.ofNullable(values.get(TOPIC_PREFIX)),
                Optional.ofNullable(values.get(BOOTSTRAP)),
                Optional.ofNullable(values.get(MODELS)));
    }

    /** As Flink takes them. */
    Map<String, String> toMap() {
        Map<String, String> values = new TreeMap<>();
        savepoints.ifPresent(value -> values.put(SAVEPOINTS, value));
        topicPrefix.ifPresent(value -> values.put(TOPIC_PREFIX, value));
        bootstrap.ifPresent(value -> values.put(BOOTSTRAP, value));
        models.ifPresent(value -> values.put(MODELS, value));
        return values;
    }
}
