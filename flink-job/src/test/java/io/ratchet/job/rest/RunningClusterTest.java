package io.ratchet.job.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ratchet.job.follow.JobFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RunningClusterTest {
    private static final String OVERVIEW =
            """
            {"jobs": [
              {"jid": "a1", "name": "flights", "state": "FAILED", "start-time": 10},
              {"jid": "a2", "name": "flights", "state": "RUNNING", "start-time": 30},
              {"jid": "b1", "name": "digits", "state": "FINISHED", "start-time": 20}]}
            """;

    private CannedRest rest;
    private RunningCluster cluster;

    @BeforeEach
    void start() throws IOException {
        rest = new CannedRest();
        cluster = new RunningCluster(List.of(rest.address()));
        rest.answer("GET /jobs/overview", OVERVIEW);
    }

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void findsTheOneJobOfANameThatHasNotEnded() {
        assertThat(cluster.liveJob("flights").id()).isEqualTo("a2");
        assertThat(cluster.liveJob("a2").name()).isEqualTo("flights");
        assertThat(cluster.jobs()).extracting(JobSummary::id).containsExactly("a2", "b1", "a1");
    }

    @Test
    void saysWhatRunsWhereThereIsNoSuchJob() {
        assertThatThrownBy(() -> cluster.liveJob("flight"))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("No job 'flight'")
                .hasMessageContaining("flights (a2, RUNNING)");
        assertThatThrownBy(() -> cluster.liveJob("digits"))
                .hasMessageContaining("has ended already: digits (b1, FINISHED)");
    }

    @Test
    void tellsForHowLongTheSinkWaits() {
        rest.answer(
                "GET /jobs/a2",
                """
                {"vertices": [{"id": "t", "name": "TRAIN"},
                              {"id": "w", "name": "write ratchet-flights.*"}]}
                """);
        rest.answer(
                "GET /jobs/a2/vertices/w/subtasks/metrics",
                """
                [{"id": "numRecordsIn"},
                 {"id": "write_ratchet-flights_*.openTransactionsAwaitedSeconds"}]
                """,
                """
                [{"id": "write_ratchet-flights_*.openTransactionsAwaitedSeconds", "max": 83.0}]
                """);

        assertThat(cluster.job("a2").sinkWaitSeconds()).isEqualTo(83);
    }

    @Test
    void asksWhichWhereANameIsThatOfTwo() {
        rest.answer(
                "GET /jobs/overview",
                OVERVIEW.replace("\"FAILED\"", "\"RESTARTING\"").replace("b1", "b2"));
        assertThatThrownBy(() -> cluster.liveJob("flights"))
                .hasMessageContaining("is the name of 2 jobs")
                .hasMessageContaining("a1, RESTARTING")
                .hasMessageContaining("a2, RUNNING");
        assertThatThrownBy(() -> cluster.requireNotRunning("flights"))
                .hasMessageContaining("runs already");
        cluster.requireNotRunning("digits");
    }

    @Test
    void doesNotStopAJobWhoseTasksStillStart() {
        rest.answer(
                "GET /jobs/a2",
                """
                {"state": "RUNNING", "vertices": [
                  {"name": "read flights", "tasks": {"RUNNING": 1, "DEPLOYING": 0}},
                  {"name": "TRAIN", "tasks": {"RUNNING": 1, "DEPLOYING": 1}}]}
                """);
        rest.answer("GET /jobs/a2/status", "{\"status\": \"RUNNING\"}");
        RestEndpoint endpoint = new RestEndpoint(List.of(rest.address()));
        RemoteJob job = new RemoteJob(endpoint, "a2", Duration.ZERO);
        assertThatThrownBy(() -> job.stop(Optional.empty(), false))
                .hasMessageContaining("not all of it runs: {TRAIN=DEPLOYING}");
    }

    /** For three seconds Flink may tell that they start. */
    @Test
    void stopsAJobWhoseTasksRunAsSoonAsFlinkSaysSo() {
        String job =
                "{\"state\": \"RUNNING\", \"vertices\": [{\"name\": \"TRAIN\", \"tasks\": {\"%s\": 1}}]}";
        rest.answer("GET /jobs/a2", job.formatted("SCHEDULED"), job.formatted("RUNNING"));
        rest.answer("POST /jobs/a2/stop", "{\"request-id\": \"r\"}");
        rest.answer(
                "GET /jobs/a2/status", "{\"status\": \"RUNNING\"}", "{\"status\": \"FINISHED\"}");
        rest.answer(
                "GET /jobs/a2/savepoints/r",
                """
                {"status": {"id": "COMPLETED"}, "operation": {"location": "file:/s/savepoint-a2"}}
                """);
        assertThat(cluster.job("a2").stop(Optional.of("file:/s"), false))
                .isEqualTo("file:/s/savepoint-a2");
    }

    @Test
    void saysWhyASavepointFailed() {
        rest.answer("GET /jobs/a2", "{\"state\": \"RUNNING\", \"vertices\": []}");
        rest.answer("POST /jobs/a2/stop", "{\"request-id\": \"r\"}");
        rest.answer("GET /jobs/a2/status", "{\"status\": \"RUNNING\"}");
        rest.answer(
                "GET /jobs/a2/savepoints/r",
                """
                {"status": {"id": "COMPLETED"}, "operation": {"failure-cause": {"stack-trace":
                "a.B: no\\n\\tat c.D\\nCaused by: java.io.IOException: disk full\\n\\tat e.F"}}}
                """);
        assertThatThrownBy(() -> cluster.job("a2").stop(Optional.of("file:/s"), false))
                .hasMessageContaining("java.io.IOException: disk full")
                .hasMessageContaining("The job goes on.");
    }

    @Test
    void tellsTheLastInterruptionWithItsLabels() {
        rest.answer(
                "GET /jobs/a2/exceptions",
                """
                {"exceptionHistory": {"entries": [{"timestamp": 99, "taskName": "TRAIN (1/2)",
                "stacktrace": "x.Y: outer\\nCaused by: z.Deep: inner\\n\\tat q.R",
                "failureLabels": {"interruption": "transient"}}]}}
                """);
        JobInterruption last = cluster.job("a2").lastInterruption().orElseThrow();
        assertThat(last.cause()).isEqualTo("z.Deep: inner");
        assertThat(last.task()).isEqualTo("TRAIN (1/2)");
        assertThat(last.labels()).containsEntry("interruption", "transient");
    }

    @Test
    void tellsADamagedCheckpointFromOtherFailures() {
        rest.answer("GET /jobs/a2/status", "{\"status\": \"FAILED\"}");
        String failure =
                """
                {"exceptionHistory": {"entries": [{"timestamp": 1, "stacktrace":
                "org.apache.flink.runtime.JobException: no\\nCaused by: %s: chunk 3"}]}}
                """;
        FollowedJob job = new FollowedJob(cluster.job("a2"));
        rest.answer("GET /jobs/a2", "{\"state\": \"FAILED\"}");
        rest.answer(
                "GET /jobs/a2/exceptions",
                failure.formatted("io.ratchet.operator.restore.DamagedStateException"));
        JobFailure damaged = job.failure().orElseThrow();
        assertThat(damaged.isToStartAgain()).isTrue();
        assertThat(damaged.message()).endsWith("DamagedStateException: chunk 3");
        rest.answer("GET /jobs/a2/exceptions", failure.formatted("java.lang.RuntimeException"));
        assertThat(job.failure().orElseThrow().isToStartAgain()).isFalse();
    }

    /** Of most things Flink tells what it knew up to three seconds ago. */
    @Test
    void waitsUntilFlinkTellsWhyAJobHasFailed() {
        rest.answer("GET /jobs/a2/status", "{\"status\": \"FAILED\"}");
        rest.answer(
                "GET /jobs/a2",
                "{\"state\": \"RUNNING\"}",
                "{\"state\": \"RUNNING\"}",
                "{\"state\": \"FAILED\"}");
        rest.answer(
                "GET /jobs/a2/exceptions",
                """
                {"exceptionHistory": {"entries": [{"timestamp": 1, "stacktrace":
                "io.ratchet.operator.restore.DamagedStateException: a file is missing"}]}}
                """);
        assertThat(new FollowedJob(cluster.job("a2")).failure().orElseThrow().isToStartAgain())
                .isTrue();
        assertThat(rest.isDownToTheLast("GET /jobs/a2")).isTrue();
    }

    @Test
    void waitsForAJobManagerThatDoesNotAnswer() {
        rest.answer("GET /jobs/a2/status", "{\"status\": \"RUNNING\"}");
        FollowedJob job = new FollowedJob(cluster.job("a2"));
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        rest.close();
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.progress().step()).isNaN();
        assertThatThrownBy(cluster::jobs)
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("No Flink answers at");
    }

    @Test
    void waitsForAJobManagerThatKnowsWhyAJobHasFailed() {
        rest.answer("GET /jobs/a2/status", "{\"status\": \"FAILED\"}");
        rest.answer("GET /jobs/a2", "{\"state\": \"FAILED\"}");
        rest.answer(
                "GET /jobs/a2/exceptions",
                """
                {"exceptionHistory": {"entries": [{"timestamp": 1, "stacktrace":
                "io.ratchet.operator.restore.DamagedStateException: a file is missing"}]}}
                """);
        FollowedJob job = new FollowedJob(cluster.job("a2"));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        rest.loseLeader(3);
        assertThat(job.failure().orElseThrow().message()).endsWith("a file is missing");
    }

    /** A job manager that takes over does not know jobs that have ended. */
    @Test
    void startsAJobAgainOfWhichNobodyKnowsAnyMoreWhyItHasFailed() {
        rest.answer("GET /jobs/a2/status", "{\"status\": \"FAILED\"}");
        FollowedJob job = new FollowedJob(cluster.job("a2"));
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        rest.forget("GET /jobs/a2/status");
        JobFailure failure = job.failure().orElseThrow();
        assertThat(failure.isToStartAgain()).isTrue();
        assertThat(failure.message()).contains("its job manager was lost before it could be asked");
    }

    @Test
    void saysWhatToDoWhereAJobIsForgottenBeforeItsEndWasSeen() {
        rest.answer("GET /jobs/a2/status", "{\"status\": \"RUNNING\"}");
        FollowedJob job = new FollowedJob(cluster.job("a2"));
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        rest.forget("GET /jobs/a2/status");
        assertThat(job.progress().step()).isNaN();
        assertThatThrownBy(job::status)
                .hasMessageContaining("no longer knows job a2, which was RUNNING")
                .hasMessageContaining("Give the same command again");
    }

    @Test
    void submitsToTheOneThatAnswersWhenTheJobIsClaimed() throws Exception {
        try (CannedRest other = new CannedRest()) {
            RunningCluster two = new RunningCluster(List.of(rest.address(), other.address()));
            two.requireNotRunning("new");
            assertThat(two.page("x")).startsWith(rest.address().toString());
            rest.close();
            other.answer("GET /overview", "{}");
            other.answer("POST /v1/jobs", "{\"jobUrl\": \"/jobs/x\"}");
            assertThat(JobSubmitter.submit(two, graph(), Optional.empty())).hasSize(32);
            assertThat(two.page("x")).startsWith(other.address().toString());
        }
    }

    @Test
    void asksTheNextOneWhereAJobManagerTakesNoJobButHasNoneTwice() throws Exception {
        rest.answer("GET /overview", "{}");
        assertThatThrownBy(() -> JobSubmitter.submit(cluster, graph(), Optional.empty()))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("did not take the job")
                .hasMessageContaining("Not found: POST /v1/jobs");

        StreamGraph taken = graph();
        String id = taken.getJobID().toHexString();
        rest.answer("GET /jobs/overview", OVERVIEW.replace("a2", id));
        assertThat(JobSubmitter.submit(cluster, taken, Optional.empty())).isEqualTo(id);
    }

    private static StreamGraph graph() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.fromSequence(0, 1).sinkTo(new DiscardingSink<>());
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobId(new JobID());
        return graph;
    }

    @Test
    void passesOverJobManagersThatAreDeadOrKnowNoLeader() throws IOException {
        try (CannedRest leaderless = new CannedRest()) {
            leaderless.loseLeader();
            URI dead = URI.create("http://localhost:1");
            RunningCluster three =
                    new RunningCluster(List.of(dead, leaderless.address(), rest.address()));
            assertThat(three.liveJob("flights").id()).isEqualTo("a2");
            assertThat(three.page("a2")).startsWith(rest.address().toString());
            rest.close();
            assertThatThrownBy(three::jobs)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("http://localhost:1 or http://localhost:");
        }
    }

    @Test
    void saysWhatFlinkAnswersToAnUnknownJob() {
        assertThatThrownBy(() -> cluster.job("zz").status())
                .hasMessageContaining("404")
                .hasMessageContaining("Not found");
    }

    @Test
    void readsWhereALocalClusterIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cluster.properties");
        assertThat(ClusterAddress.read(file).rest()).isEmpty();
        Files.writeString(file, "rest=http\\://localhost\\:8090\nbootstrap=localhost:9092\n");
        assertThat(ClusterAddress.read(file).rest())
                .containsExactly(URI.create("http://localhost:8090"));
        assertThat(ClusterAddress.read(file).bootstrap()).contains("localhost:9092");
    }
}
