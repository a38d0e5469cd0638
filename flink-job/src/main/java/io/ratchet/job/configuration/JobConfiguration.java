package io.ratchet.job.configuration;

import java.util.List;
import java.util.Map;

/**
 * A whole configuration, read and checked.
 *
 * @param job the job's id
 * @param broker where Kafka is
 * @param topics the topics that the job writes
 * @param runs its runs, at least one
 * @param parallelism how many tasks train at once
 * @param checkpoint how progress is kept
 * @param restarts when a job that fails again and again is given up
 * @param resume from where a start goes on
 * @param train the training operator
 * @param flink keys of Flink's own configuration
 */
public record JobConfiguration(
        String job,
        BrokerConfiguration broker,
        TopicsConfiguration topics,
        List<RunConfiguration> runs,
        int parallelism,
        CheckpointConfiguration checkpoint,
        RestartConfiguration restarts,
        ResumePolicy resume,
        TrainConfiguration train,
        Map<String, String> flink) {
    public JobConfiguration {
        runs = List.copyOf(runs);
        flink = Map.copyOf(flink);
    }
}
