package io.ratchet.tests.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.job.TrainingJobMain;
import io.ratchet.job.cluster.EmbeddedCluster;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Checkpoints;
import io.ratchet.tests.support.Commands;
import io.ratchet.tests.support.EndlessRuns;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.Outcome;
import io.ratchet.tests.support.StepFollower;
import io.ratchet.tests.support.TestBroker;
import io.ratchet.tests.support.Truth;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.client.cli.DefaultCLI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flink's own command line: {@code flink run}, by itself and from a given savepoint, and {@code
 * flink stop}.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class FlinkRunITCase {
    @TempDir Path folder;

    private TestBroker broker;
    private EmbeddedCluster cluster;
    private String output = "";

    @BeforeEach
    void start() {
        broker = TestBroker.start(folder.resolve("kafka"));
        cluster = EmbeddedCluster.start(new Configuration(), 1);
    }

    @AfterEach
    void close() {
        cluster.close();
        broker.close();
    }

    @Test
    void goesOnByItselfFromAGivenSavepointAndEndsWithSuccess() throws Exception {
        EndlessRuns runs = EndlessRuns.fill(broker, folder, 90, 30);
        Path file = runs.write(1, 0.01);
        JobConfiguration job = runs.read(file);
        assertThat(run(file, "-d")).as(output).isZero();
        assertThat(output).contains("Job 'endless' starts from the beginning");
        awaitCommitted(job, 30);
        Path first = stopByFlink();

        runs.append(30);
        assertThat(run(file, "-d")).as(output).isZero();
        assertThat(output).contains("Job 'endless' goes on from file:" + first);
        awaitCommitted(job, 60);
        Path second = stop(job);
        // As somebody would who brings a savepoint from elsewhere.
        Path moved = folder.resolve("moved");
        copy(second, moved);
        deleteAll(second);

        runs.append(30);
        Map<String, String> truth = Truth.of(JobLife.plan(runs.bounded()));
        // The topics go on behind the runs' ends.
        runs.append(10);
        assertThat(run(file, "-d", "-s", moved.toString())).as(output).isZero();
        assertThat(output).contains("is told by flink run to go on from " + moved);
        RunningCluster flink = new RunningCluster(List.of(cluster.webInterface()));
        Await.until("the job has ended", () -> !flink.jobs().get(0).isLive());
        assertThat(flink.jobs().get(0).status()).isEqualTo(JobStatus.FINISHED);

        assertThat(run(file)).as(output).isZero();
        assertThat(output).contains("is not submitted. Every run has ended before", "at step 90");
        for (String id : EndlessRuns.IDS) {
            Outcome outcome = Objects.requireNonNull(Outcome.read(broker.clients(), job).get(id));
            assertThat(outcome.sha256()).isEqualTo(truth.get(id));
            assertThat(runs.model(id)).exists();
            assertThat(outcome.repeats()).isZero();
            assertThat(outcome.gaps(runs.places(id))).isZero();
        }
    }

    @Test
    void saysWhatIsWrongBeforeAnythingIsSubmitted() throws Exception {
        assertThat(execute(new String[] {"-d"})).isEqualTo(ExitCode.FAILED);
        assertThat(output).contains("Missing required option: '--config=CONFIG'");

        assertThat(run(folder.resolve("none.yaml"))).isEqualTo(ExitCode.FAILED);
        assertThat(output).contains("Cannot read the configuration").contains("none.yaml");

        EndlessRuns runs = EndlessRuns.fill(broker, folder, 10, 1);
        Path file = runs.write(1, 0.01);
        String given = Files.readString(file);
        Path embedded = folder.resolve("embedded.yaml");
        Files.writeString(embedded, given.replaceFirst("kafka: .*", "kafka: {embedded: true}"));
        assertThat(run(embedded)).isEqualTo(ExitCode.FAILED);
        assertThat(output).contains("needs a broker that runs by itself", "kafka.bootstrap");

        Path afresh = folder.resolve("afresh.yaml");
        Files.writeString(afresh, given + "resume: never\n");
        assertThat(run(afresh, "-s", folder.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(output).contains("'resume: never'", "Take one of the two away");
        assertThat(cluster.runningJobs()).isEmpty();
    }

    private void awaitCommitted(JobConfiguration job, long step) {
        try (StepFollower committed =
                StepFollower.committed(broker.clients(), job.topics().metrics())) {
            for (String id : EndlessRuns.IDS) {
                Await.until("step " + step + " of " + id, () -> committed.of(id) >= step);
            }
        }
    }

    /** By Flink's own command, to where the next start looks; returns the savepoint. */
    private Path stopByFlink() throws Exception {
        String own = folder.resolve("savepoints/endless/generation-1").toString();
        assertThat(flink(List.of("stop", "-p", own, cluster.runningJobs().get(0).toString())))
                .as(output)
                .isZero();
        Matcher savepoint = Pattern.compile("Path: (file:.+)").matcher(output);
        assertThat(savepoint.find()).as(output).isTrue();
        return local(savepoint.group(1));
    }

    /** The same by our own command. */
    private Path stop(JobConfiguration job) {
        Commands commands = new Commands();
        assertThat(commands.execute("stop", job.job(), "--rest", rest()))
                .as(commands::err)
                .isEqualTo(ExitCode.DONE);
        String line =
                commands.out()
                        .lines()
                        .filter(one -> one.startsWith("Savepoint: "))
                        .findFirst()
                        .orElseThrow();
        return local(line.substring("Savepoint: ".length()));
    }

    private static Path local(String savepoint) {
        return Checkpoints.local(new org.apache.flink.core.fs.Path(savepoint));
    }

    private int run(Path file, String... options) throws Exception {
        return execute(options, "--config", file.toString());
    }

    /** The classes are on the test's class path already; a job's jar brings nothing more. */
    private int execute(String[] options, String... arguments) throws Exception {
        Path jar = folder.resolve("empty.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(List.of(options));
        all.addAll(List.of("-c", TrainingJobMain.class.getName(), jar.toString()));
        all.addAll(List.of(arguments));
        return flink(all);
    }

    /** Flink's own command line. */
    private int flink(List<String> arguments) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestOptions.ADDRESS, cluster.webInterface().getHost());
        flink.set(RestOptions.PORT, cluster.webInterface().getPort());
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (PrintStream recorded = new PrintStream(written, true, StandardCharsets.UTF_8)) {
            System.setOut(recorded);
            System.setErr(recorded);
            return new CliFrontend(flink, List.of(new DefaultCLI()))
                    .parseAndRun(arguments.toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
            output = written.toString(StandardCharsets.UTF_8);
        }
    }

    private String rest() {
        return cluster.webInterface().toString();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void deleteAll(Path place) throws Exception {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
