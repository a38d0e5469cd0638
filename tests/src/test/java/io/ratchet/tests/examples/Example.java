package io.ratchet.tests.examples;

import io.ratchet.job.TrainingJob;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.ConfigurationReader;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.contract.PlannedRun;
import io.ratchet.job.plain.PlainLoop;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.resume.StartPlanner;
import io.ratchet.operator.StepInterceptor;
import io.ratchet.training.device.ComputeDevice;
import io.ratchet.training.run.RunSpec;
import io.ratchet.training.stored.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;

/** The job of an example file. */
final class Example {
    private static final Path FILES = Path.of("..", "flink-conf", "examples");

    private final JobPlan plan;

    private Example(JobPlan plan) {
        this.plan = plan;
    }

    static String text(String file) throws IOException {
        return Files.readString(FILES.resolve(file));
    }

    /**
     * Plans the start of a job, as its command does.
     *
     * @param text an example's text; the places of broker, checkpoints and models are added
     */
    static Example plan(String text, ExampleBroker broker, Path folder) {
        String places =
                """

                kafka: {bootstrap: '%1$s'}
                checkpoint: {directory: '%2$s/checkpoints', savepoints: '%2$s/savepoints'}
                models: {directory: '%2$s/models'}
                """
                        .formatted(broker.bootstrap(), folder);
        JobConfiguration configuration = ConfigurationReader.read("example", text + places);
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            kafka.makeOutputTopics(configuration);
            StartDecision decision =
                    new StartPlanner(configuration, kafka.clients(), Clock.systemUTC()).plan();
            return new Example(((StartDecision.Go) decision).plan());
        }
    }

    /** Trains it in a Flink of its own to its end, and reads what a reader of Kafka sees. */
    ExampleOutcome train() throws Exception {
        return train(StepInterceptor.NONE);
    }

    /** The same with something that is called before every step. */
    ExampleOutcome train(StepInterceptor interceptor) throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(new Configuration(), 1)) {
            JobID job = cluster.submit(new TrainingJob(plan, interceptor).graph());
            cluster.result(job).toJobExecutionResult(Example.class.getClassLoader());
        }
        return ExampleOutcome.read(plan);
    }

    /** What a loop without Flink makes of the same records. */
    PlainLoop.Result plain() {
        ComputeDevice device = plan.configuration().train().computeDevice();
        return new PlainLoop(run().topic(), run().input(), run().spec(), device)
                .train(plan.clients(), step -> {});
    }

    RunSpec spec() {
        return run().spec();
    }

    /** The weights that it has written at its last step. */
    ModelFile model(long step) throws IOException {
        return ModelFile.read(
                plan.configuration()
                        .train()
                        .modelDirectory()
                        .resolve(run().configuration().id())
                        .resolve("generation-1")
                        .resolve(Long.toString(step))
                        .resolve(ModelFile.MODEL));
    }

    private PlannedRun run() {
        return plan.runs().get(0);
    }
}
