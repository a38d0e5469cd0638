package io.ratchet.drill.job;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.JobHooks;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.start.Attempt;
import io.ratchet.job.start.JobStart;
import io.ratchet.job.start.Starter;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The entry point of the job that is drilled: the one of {@code flink run}, with a tripwire at each
 * {@link Tripwire.Place}.
 */
public final class DrilledJob {
    private static final String FOLDER = "ratchet.drill.folder";

    private DrilledJob() {}

    /**
     * Submits it.
     *
     * @param arguments the configuration's file, and the folder of the tripwires
     */
    public static void main(String[] arguments) throws Exception {
        JobConfiguration configuration = ConfigurationReader.read(Path.of(arguments[0]));
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            JobStart.withTopics(configuration, kafka).run(starter(arguments[1]), line -> {});
        }
    }

    private static Starter<Boolean> starter(String folder) {
        return new Starter<>() {
            @Override
            public Boolean ended(StartDecision.Ended ended) {
                return false;
            }

            @Override
            public Attempt<Boolean> run(JobPlan plan) throws Exception {
                StreamExecutionEnvironment environment =
                        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(plan));
                new TrainingJob(plan, hooks(folder)).addTo(environment);
                environment.execute();
                return Attempt.last(true);
            }
        };
    }

    private static JobHooks hooks(String folder) {
        return new JobHooks(
                new TripwireStepInterceptor(folder),
                Map.of(
                        FOLDER,
                        folder,
                        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        TripwireConsumerInterceptor.class.getName()),
                Map.of(
                        FOLDER,
                        folder,
                        ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                        TripwireProducerInterceptor.class.getName()));
    }

    static String folder(Map<String, ?> configuration) {
        return String.valueOf(configuration.get(FOLDER));
    }
}
