package io.ratchet.drill.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.drill.measure.TaskTimes;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a drill asks of Flink, by REST. Flink answers some of it from what it knew up to three
 * seconds ago.
 */
final class FlinkApi {
    private final RestClient rest;

    FlinkApi(Supplier<List<URI>> addresses) {
        rest = new RestClient(addresses);
    }

    /** Submits the drilled job; returns its id. */
    String submit(Path jar, String entryClass, List<String> arguments) {
        String id = rest.upload(jar);
        return rest.post(
                        "/jars/" + id + "/run",
                        Map.of("entryClass", entryClass, "programArgsList", arguments))
                .path("jobid")
                .asText();
    }

    /** The job's state, such as {@code RUNNING}; empty while no job manager knows. */
    Optional<String> state(String job) {
        return rest.get("/jobs/" + job + "/status").map(answer -> answer.path("status").asText());
    }

    /** Whether a job manager leads and answers. */
    boolean answers() {
        return rest.get("/jobs").isPresent();
    }

    /** Whether every job manager answers, those that do not lead too. */
    boolean allAnswer() {
        return rest.allAnswer("/jobs");
    }

    /** The jobs that run, or are about to. */
    List<String> liveJobs() {
        return each(rest.get("/jobs"), "jobs")
                .filter(
                        job ->
                                List.of("RUNNING", "RESTARTING", "CREATED", "INITIALIZING")
                                        .contains(job.path("status").asText()))
                .map(job -> job.path("id").asText())
                .toList();
    }

    /**
     * When Flink noted failures of a job, and when a job manager took it over: one that has just
     * been elected does not know what its predecessor noted.
     */
    List<Long> failures(String job) {
        Optional<JsonNode> answer = rest.get("/jobs/" + job + "/exceptions?maxExceptions=50");
        Stream<Long> noted =
                each(answer.map(node -> node.path("exceptionHistory")), "entries")
                        .map(entry -> entry.path("timestamp").asLong());
        Stream<Long> taken =
                rest
                        .get("/jobs/" + job)
                        .map(node -> node.path("timestamps").path("INITIALIZING").asLong())
                        .stream();
        return Stream.concat(noted, taken).toList();
    }

    /** The times of all tasks of a job; empty while they cannot be told. */
    List<TaskTimes> tasks(String job) {
        List<TaskTimes> times = new ArrayList<>();
        for (JsonNode vertex : vertices(job)) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
            Optional<JsonNode> answer = rest.get(path + "/subtasktimes");
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
        return each(rest.get("/taskmanagers"), "taskmanagers")
                .filter(each -> each.path("freeSlots").asInt() < each.path("slotsNumber").asInt())
                .map(each -> each.path("id").asText())
                .findFirst();
    }

    private List<JsonNode> vertices(String job) {
        return each(rest.get("/jobs/" + job), "vertices").toList();
    }

    /** How many task managers have registered. */
    int taskManagers() {
        return rest.get("/overview").map(answer -> answer.path("taskmanagers").asInt()).orElse(0);
    }

    /** How many checkpoints of a job have failed. */
    long failedCheckpoints(String job) {
        return rest.get("/jobs/" + job + "/checkpoints")
                .map(answer -> answer.path("counts").path("failed").asLong())
                .orElse(0L);
    }

    /** Begins to stop a job with a savepoint; returns what {@link #hasStopped} is asked with. */
    String stop(String job, String savepoints) {
        return rest.post(
                        "/jobs/" + job + "/stop",
                        Map.of("drain", false, "targetDirectory", savepoints))
                .path("request-id")
                .asText();
    }

    /**
     * Whether a job has stopped.
     *
     * @throws DrillException if the savepoint failed
     */
    boolean hasStopped(String job, String request) {
        Optional<JsonNode> answer = rest.get("/jobs/" + job + "/savepoints/" + request);
        if (answer.isEmpty()
                || !answer.get().path("status").path("id").asText().equals("COMPLETED")) {
            return false;
        }
        JsonNode operation = answer.get().path("operation");
        if (operation.has("failure-cause")) {
            throw new DrillException(
                    "Job "
                            + job
                            + " cannot be stopped with a savepoint: "
                            + operation.path("failure-cause").path("stack-trace").asText());
        }
        return true;
    }

    void cancel(String job) {
        rest.cancel(job);
    }

    private static Stream<JsonNode> each(Optional<JsonNode> answer, String list) {
        return answer.map(node -> StreamSupport.stream(node.path(list).spliterator(), false))
                .orElseGet(Stream::empty);
    }
}
