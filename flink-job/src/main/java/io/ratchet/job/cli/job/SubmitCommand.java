package io.ratchet.job.cli.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.TrainingJob;
import io.ratchet.job.cli.ClusterOptions;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.SlowBroker;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.cli.Terminal;
import io.ratchet.job.cluster.KafkaAccess;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.follow.JobFailure;
import io.ratchet.job.message.Message;
import io.ratchet.job.rest.FollowedJob;
import io.ratchet.job.rest.JobSubmitter;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.job.resume.JobPlan;
import io.ratchet.job.resume.StartDecision;
import io.ratchet.job.start.Attempt;
import io.ratchet.job.start.JobStart;
import io.ratchet.job.start.Starter;
import io.ratchet.operator.StepInterceptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet submit}: trains a configuration on a Flink that runs by itself. */
@Command(
        name = "submit",
        description = {
            "Trains a configuration on a Flink that runs by itself.",
            """
            The same command again, after an interruption of any kind and on any cluster, goes on \
            where the job was; after success, it reports the result."""
        })
public final class SubmitCommand implements Subcommand {
    @Parameters(paramLabel = "CONFIG", description = "The configuration, a YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ClusterOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private JobJar jar;

    @Option(
            names = "--wait",
            description =
                    """
                    Follows the job to its end, and starts it again where it turns out that it \
                    went on from a checkpoint that cannot be used.""")
    private boolean wait;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result to a file.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        long startNanos = System.nanoTime();
        JobConfiguration configuration = ClusterStart.read(file);
        Optional<Path> code = jar.file();
        RunningCluster cluster = options.cluster();
        cluster.requireNotRunning(configuration.job());
        try (KafkaAccess kafka = KafkaAccess.open(configuration.broker())) {
            SlowBroker.during(kafka, out(), () -> kafka.makeOutputTopics(configuration));
            kafka.inputLosses(configuration).forEach(out()::println);
            return new JobStart(configuration, kafka)
                    .run(starter(configuration, cluster, code, startNanos), out()::println)
                    .call();
        }
    }

    /** What it returns reports the end of the last start, and tells its exit code. */
    private Starter<Callable<Integer>> starter(
            JobConfiguration configuration,
            RunningCluster cluster,
            Optional<Path> code,
            long startNanos) {
        return new Starter<>() {
            @Override
            public Callable<Integer> ended(StartDecision.Ended ended) {
                return () -> report(configuration, ended, startNanos);
            }

            @Override
            public Attempt<Callable<Integer>> run(JobPlan plan) throws Exception {
                String id = submit(cluster, plan, code);
                if (!wait) {
                    write(RunReport.submitted(plan, id, cluster.page(id)));
                    return Attempt.last(() -> ExitCode.DONE);
                }
                JobFollower.Ending ending =
                        new JobFollower(plan, out(), Terminal.isWatched())
                                .follow(new FollowedJob(cluster.job(id)));
                return new Attempt<>(
                        () -> report(plan, id, ending, startNanos),
                        ending.failure().filter(JobFailure::isToStartAgain).isPresent(),
                        ending.failure()
                                .map(failure -> List.of(failure.message(), "Starts the job again."))
                                .orElse(List.of()));
            }
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private String submit(RunningCluster cluster, JobPlan plan, Optional<Path> code)
            throws InterruptedException {
        StartLines.print(plan, out());
        String id =
                JobSubmitter.submit(
                        cluster, new TrainingJob(plan, StepInterceptor.NONE).graph(), code);
        out().println("Job: " + id);
        out().println("Flink's web UI: " + cluster.page(id));
        out().flush();
        return id;
    }

    private int report(JobConfiguration configuration, StartDecision.Ended ended, long startNanos)
            throws IOException {
        out().println(ended.text());
        RunReport.print(ended.states(), configuration.train().modelDirectory(), out());
        write(RunReport.json(configuration.job(), ended.states(), seconds(startNanos)));
        return TrainCommand.succeeded(configuration, ended.states())
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private int report(JobPlan plan, String id, JobFollower.Ending ending, long startNanos)
            throws IOException {
        boolean succeeded = TrainCommand.succeeded(plan.configuration(), ending.states());
        if (!succeeded) {
            spec.commandLine().getErr().println(failure(ending));
        }
        RunReport.print(ending.states(), plan.configuration().train().modelDirectory(), out());
        ObjectNode report =
                RunReport.json(plan.configuration().job(), ending.states(), seconds(startNanos));
        report.put("flinkJob", id);
        report.put("state", ending.status().name());
        write(report);
        return succeeded ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String failure(JobFollower.Ending ending) {
        return ending.failure()
                .map(JobFailure::message)
                .orElse(
                        Message.of(
                                """
                                The job is %s before all of its runs have succeeded. The same \
                                command goes on.""",
                                ending.status()));
    }

    private void write(ObjectNode report) throws IOException {
        if (json != null) {
            RunReport.write(report, json);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
