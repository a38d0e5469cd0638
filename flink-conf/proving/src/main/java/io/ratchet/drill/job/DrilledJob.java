package io.ratchet.drill.job;

import io.ratchet.job.FlinkSettings;
import io.ratchet.job.JobHooks;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import java.nio.file.Path;
import java.time.Clock;
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
            kafka.makeOutputTopics(configuration);
            StartDecision decision =
                    new StartPlanner(configuration, kafka.clients(), Clock.systemUTC()).plan();
            if (decision instanceof StartDecision.Go go) {
                StreamExecutionEnvironment environment =
                        StreamExecutionEnvironment.getExecutionEnvironment(
                                FlinkSettings.of(go.plan()));
                new TrainingJob(go.plan(), hooks(arguments[1])).addTo(environment);
                environment.execute();
            }
        }
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
