package io.ratchet.job.cli.job;

import io.ratchet.job.JobParameters;
import io.ratchet.job.claim.JobHistory;
import io.ratchet.job.configuration.TopicsConfiguration;
import io.ratchet.job.message.Message;
import io.ratchet.operator.result.RunStateRecord;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * What a job that was stopped with a savepoint has left: where each run stands, and its model. The
 * job has told Flink where to look.
 */
final class StoppedJob {
    private StoppedJob() {}

    /** In lines; where it cannot be looked for, why. */
    static List<String> lines(String job, JobParameters parameters) {
        Optional<String> bootstrap = parameters.bootstrap();
        Optional<String> prefix = parameters.topicPrefix();
        Optional<String> models = parameters.models();
        if (bootstrap.isEmpty() || prefix.isEmpty() || models.isEmpty()) {
            return List.of(
                    """
                    The job does not say where its models are; it is one of an earlier build, or \
                    not Ratchet's.""");
        }
        Map<String, String> clients =
                Map.of(
                        "bootstrap.servers", bootstrap.get(),
                        "default.api.timeout.ms", "8000",
                        "request.timeout.ms", "5000");
        String topic = new TopicsConfiguration(prefix.get(), 1, false).runState();
        try {
            return lines(JobHistory.read(clients, topic, job), Path.of(models.get()));
        } catch (KafkaException unanswered) {
            return List.of(
                    Message.of(
                            """
                            Its models are in %s. At which step they stand is not told, as the \
                            broker at %s does not answer this command: %s. 'ratchet status' with \
                            the job's configuration tells it.""",
                            models.get(), bootstrap.get(), unanswered.getMessage()));
        }
    }

    private static List<String> lines(JobHistory history, Path models) {
        int generation = history.generation();
        return history.states().values().stream()
                .filter(state -> state.generation() == generation)
                .filter(state -> state.status() == RunStatus.TRAINING && state.step() > 0)
                .sorted(Comparator.comparing(RunStateRecord::run))
                .map(state -> ModelLine.ofStop(models, state))
                .toList();
    }
}
