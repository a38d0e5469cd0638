package io.ratchet.drill.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.drill.measure.TaskTimes;
import io.ratchet.job.rest.JobSummary;
import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.job.rest.RestException;
import io.ratchet.job.rest.RunningCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobStatus;

/**
 * What a drill asks of Flink, by REST. Flink answers some of it from what it knew up to three
 * seconds ago.
 */
final class FlinkApi {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE_OF_COMMANDS = Duration.ofSeconds(5);

    private final Supplier<List<URI>> addresses;
    private final RestEndpoint rest;
    private final RunningCluster cluster;

    FlinkApi(Supplier<List<URI>> addresses) {
        this.addresses = addresses;
        this.rest = new RestEndpoint(addresses, PATIENCE);
        this.cluster = new RunningCluster(new RestEndpoint(addresses, PATIENCE_OF_COMMANDS));
    }

    /** Submits the drilled job; returns its id. */
    String submit(Path jar, String entryClass, List<String> arguments) throws IOException {
        String stored = rest.upload("/jars/upload", "jarfile", jar).path("filename").asText();
        String id = stored.substring(stored.lastIndexOf('/') + 1);
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("entryClass", entryClass);
        arguments.forEach(order.putArray("programArgsList")::add);
        return rest.post("/jars/" + id + "/run", order).path("jobid").asText();
    }

    /** Where a job stands; empty while no job manager knows. */
    Optional<JobStatus> status(String job) {
        return rest.find("/jobs/" + job + "/status")
                .map(answer -> JobStatus.valueOf(answer.path("status").asText()));
    }

    /** Whether a job manager leads and answers. */
    boolean answers() {
        return rest.find("/jobs").isPresent();
    }

    /** Whether every job manager answers, those that do not lead too. */
    boolean allAnswer() {
        return addresses.get().stream()
                .allMatch(
                        each ->
                                new RestEndpoint(List.of(each), PATIENCE)
                                        .find("/jobs")
                                        .isPresent());
    }

    /** The stack trace of the failure that ended a job. */
    String endingStackTrace(String job) {
        return cluster.job(job).endingStackTrace();
    }

    /** The jobs that have not ended, the newest first; nothing while nobody tells. */
    Optional<List<String>> liveJobs() {
        try {
            return Optional.of(
                    cluster.jobs().stream()
                            .filter(JobSummary::isLive)
                            .map(JobSummary::id)
                            .toList());
        } catch (RestException nobody) {
            return Optional.empty();
        }
    }

    /** How many tasks of a job train at once; empty while it is not told. */
    Optional<Integer> parallelism(String job) {
        try {
            OptionalInt parallelism = cluster.job(job).parallelism();
            return parallelism.isPresent() ? Optional.of(parallelism.getAsInt()) : Optional.empty();
        } catch (RestException nobody) {
            return Optional.empty();
        }
    }

    /**
     * When Flink noted failures of a job, and when a job manager took it over: one that has just
     * been elected does not know what its predecessor noted.
     */
    List<Long> failures(String job) {
        Optional<JsonNode> answer = rest.find("/jobs/" + job + "/exceptions?maxExceptions=50");
        Stream<Long> noted =
                each(answer.map(node -> node.path("exceptionHistory")), "entries")
                        .map(entry -> entry.path("timestamp").asLong());
        Stream<Long> taken =
                rest
                        .find("/jobs/" + job)
                        .map(node -> node.path("timestamps").path("INITIALIZING").asLong())
                        .stream();
        return Stream.concat(noted, taken).toList();
    }

    /** The times of all tasks of a job; empty while they cannot be told. */
    List<TaskTimes> tasks(String job) {
        List<TaskTimes> times = new ArrayList<>();
        for (JsonNode vertex : vertices(job)) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
            Optional<JsonNode> answer = rest.find(path + "/subtasktimes");
            if (answer.isEmpty()) {
                return List.of();
            }
            each(answer, "subtasks")
                    .map(subtask -> subtask.path("timestamps"))
                    .map(
                            stamps ->
                                    new TaskTimes(
                                            vertex.path("name").asText(),
                                            stamps.path("INITIALIZING").asLong(),
                                            stamps.path("RUNNING").asLong()))
                    .forEach(times::add);
        }
        return times;
    }

    /** The resource id of a task manager that works; empty if none does. */
    Optional<String> busyTaskManager() {
        return each(rest.find("/taskmanagers"), "taskmanagers")
                .filter(each -> each.path("freeSlots").asInt() < each.path("slotsNumber").asInt())
                .map(each -> each.path("id").asText())
                .findFirst();
    }

    private List<JsonNode> vertices(String job) {
        return each(rest.find("/jobs/" + job), "vertices").toList();
    }

    /** How many task managers have registered. */
    int taskManagers() {
        return rest.find("/overview").map(answer -> answer.path("taskmanagers").asInt()).orElse(0);
    }

    /** How many checkpoints of a job have failed; empty while nobody tells. */
    Optional<Long> failedCheckpoints(String job) {
        return rest.find("/jobs/" + job + "/checkpoints")
                .map(answer -> answer.path("counts").path("failed").asLong());
    }

    /**
     * Stops a job with a savepoint, as {@code ratchet stop} does.
     *
     * @throws RestException if Flink does not; the job goes on then
     */
    void stop(String job, String savepoints) {
        cluster.job(job).stop(Optional.of(savepoints), false);
    }

    /** Begins to cancel a job. */
    void cancel(String job) {
        rest.patch("/jobs/" + job + "?mode=cancel");
    }

    private static Stream<JsonNode> each(Optional<JsonNode> answer, String list) {
        return answer.map(node -> StreamSupport.stream(node.path(list).spliterator(), false))
                .orElseGet(Stream::empty);
    }
}
