package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.configuration.RunConfiguration;
import io.ratchet.operator.result.StepRecord;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Commands;
import io.ratchet.tests.support.EndlessRuns;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import io.ratchet.training.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on a Flink that is reached through its REST endpoint only: submit, status, stop, submit.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ClusterCommandsITCase {
    private static final int STEPS = 300;
    private static final int FIRST = 120;

    @TempDir Path folder;

    private final Commands commands = new Commands();
    private TestBroker broker;
    private EmbeddedCluster cluster;
    private String rest;

    @BeforeEach
    void start() {
        broker = TestBroker.start(folder.resolve("kafka"));
        Configuration flink = new Configuration();
        flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
        cluster = EmbeddedCluster.start(flink, 2);
        rest = cluster.webInterface().toString();
    }

    @AfterEach
    void close() {
        cluster.close();
        broker.close();
    }

    @Test
    void aJobThatIsStoppedGoesOnOnTwoTasksAtAnotherLearningRate() throws Exception {
        EndlessRuns runs = EndlessRuns.fill(broker, folder, STEPS, FIRST);
        Path file = runs.write(1, 0.01);
        JobConfiguration job = runs.read(file);
        assertThat(submit(file)).as(commands::err).isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).contains("Starts from the beginning", "Job: ", rest);
        awaitCommitted(job, FIRST);

        assertThat(submit(file)).isEqualTo(ExitCode.FAILED);
        assertThat(commands.err()).contains("runs already", "ratchet stop endless");
        statusTellsWhatBothKnow();
        assertThat(commands.execute("stop", "another", "--rest", rest)).isEqualTo(ExitCode.FAILED);
        assertThat(commands.err()).contains("No job 'another'", "endless (");

        assertThat(commands.execute("stop", "endless", "--rest", rest))
                .as(commands::err)
                .isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).contains("Savepoint: file:");
        theModelsOfTheStepAtWhichItWasStoppedAreThere(job);
        assertThat(commands.execute("stop", "endless", "--rest", rest)).isEqualTo(ExitCode.FAILED);
        assertThat(commands.err()).contains("has ended already", "FINISHED");

        runs.append(STEPS - FIRST);
        runs.write(2, 0.002);
        Path report = folder.resolve("report.json");
        assertThat(submit(file, "--wait", "--json", report.toString()))
                .as(commands::err)
                .isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).contains("Goes on from file:", "savepoint-");
        assertThat(json(report).path("state").asText()).isEqualTo("FINISHED");
        assertOutcome(runs, job);

        assertThat(submit(file)).isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).contains("Every run has ended before");
    }

    private void theModelsOfTheStepAtWhichItWasStoppedAreThere(JobConfiguration job) {
        for (RunConfiguration run : job.runs()) {
            Path model =
                    job.train()
                            .modelDirectory()
                            .resolve(run.id() + "/generation-1/" + FIRST + "/model.safetensors");
            assertThat(model).exists();
            assertThat(commands.out())
                    .contains("run " + run.id() + ": step " + FIRST + ", model " + model)
                    .contains("SHA-256");
        }
    }

    private void statusTellsWhatBothKnow() throws Exception {
        Path file = folder.resolve("status.json");
        assertThat(commands.execute("status", "--rest", rest, "--json", file.toString()))
                .as(commands::err)
                .isEqualTo(ExitCode.DONE);
        JsonNode jobs = json(file).path("jobs");
        assertThat(jobs).hasSize(1);
        JsonNode job = jobs.path(0);
        assertThat(job.path("job").asText()).isEqualTo("endless");
        assertThat(job.path("state").asText()).isEqualTo("RUNNING");
        assertThat(job.path("parallelism").asInt()).isEqualTo(1);
        assertThat(job.path("restarts").asInt()).isZero();
        assertThat(job.path("lastCheckpoint").path("id").asLong()).isPositive();
        assertThat(job.path("lastCheckpoint").path("bytes").asLong()).isPositive();
        assertThat(job.path("train").path("step").path("largest").asLong()).isEqualTo(FIRST);
        assertThat(job.path("runs")).hasSize(2);
        for (JsonNode run : job.path("runs")) {
            assertThat(run.path("status").asText()).isEqualTo("training");
            assertThat(run.path("step").asLong()).isEqualTo(FIRST);
            assertThat(run.path("lag").asLong(-1)).isZero();
        }
        assertThat(commands.out())
                .contains("job endless: RUNNING, parallelism 1", "run steady: training");
    }

    @Test
    void statusTellsThePartOfTheOneThatAnswers() throws Exception {
        EndlessRuns runs = EndlessRuns.fill(broker, folder, STEPS, FIRST);
        Path file = runs.write(1, 0.01);
        assertThat(submit(file)).as(commands::err).isEqualTo(ExitCode.DONE);
        awaitCommitted(runs.read(file), FIRST);

        assertThat(
                        commands.execute(
                                "status", "endless", "--rest", rest, "--bootstrap", "localhost:1"))
                .isEqualTo(ExitCode.DONE);
        assertThat(commands.out()).contains("job endless: RUNNING").doesNotContain("run steady");
        assertThat(commands.err()).contains("No Kafka answers at localhost:1");

        cluster.cancel(cluster.runningJobs().get(0));
        Await.until("the job has ended", () -> cluster.runningJobs().isEmpty());
        runs.append(1);
        String nobody = "http://localhost:1";
        assertThat(commands.execute("status", file.toString(), "--rest", nobody))
                .isEqualTo(ExitCode.DONE);
        assertThat(commands.out())
                .contains("job endless: not known to Flink", "run steady: training")
                .contains("committed step " + FIRST, EndlessRuns.BATCH + " records behind");
        assertThat(commands.err()).contains("No Flink answers at " + nobody);

        assertThat(commands.execute("status", "other", "--rest", nobody))
                .isEqualTo(ExitCode.FAILED);
        assertThat(commands.err()).contains("Nothing is known of a job 'other'");
    }

    private int submit(Path file, String... more) {
        String[] arguments = {"submit", file.toString(), "--rest", rest, "--no-jar"};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return commands.execute(all);
    }

    private void awaitCommitted(JobConfiguration job, long step) {
        try (StepFollower committed =
                StepFollower.committed(broker.clients(), job.topics().metrics())) {
            for (String id : EndlessRuns.IDS) {
                Await.until("step " + step + " of " + id, () -> committed.of(id) >= step);
            }
        }
    }

    private void assertOutcome(EndlessRuns runs, JobConfiguration job) {
        Map<String, Outcome> outcomes = Outcome.read(broker.clients(), job);
        Map<String, String> truth = Truth.of(JobLife.plan(runs.bounded()));
        for (String id : EndlessRuns.IDS) {
            Outcome outcome = Objects.requireNonNull(outcomes.get(id));
            assertThat(outcome.state().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(outcome.steps()).hasSize(STEPS);
            assertThat(outcome.repeats()).isZero();
            assertThat(outcome.gaps(runs.places(id))).isZero();
        }
        Outcome steady = Objects.requireNonNull(outcomes.get("steady"));
        assertThat(steady.sha256()).isEqualTo(truth.get("steady"));
        Outcome changed = Objects.requireNonNull(outcomes.get("changed"));
        assertThat(changed.sha256()).isNotEqualTo(truth.get("changed"));
        assertThat(changed.steps().stream().map(StepRecord::learningRate).distinct())
                .containsExactly(0.01, 0.002);
    }

    private static JsonNode json(Path file) throws Exception {
        return new ObjectMapper().readTree(file.toFile());
    }
}
