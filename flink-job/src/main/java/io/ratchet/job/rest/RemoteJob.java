package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ratchet.job.JobParameters;
import io.ratchet.job.follow.RestartNote;
import io.ratchet.job.message.Message;
import io.ratchet.job.waiting.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.JobStatus;

/** A job of a {@link RunningCluster}; every answer is asked for anew. */
public final class RemoteJob {
    private static final String INPUT_WAIT = "inputWait";
    private static final String TRAIN = "TRAIN";
    private static final Duration LOOKED_EVERY = Duration.ofMillis(50);

    /** For how long Flink may tell what is over, at most. */
    private static final Duration STALENESS = Duration.ofSeconds(30);

    /** Flink may tell for 3 s that tasks start when they run already. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);

    /** A savepoint takes as long as the checkpoint timeout at most; Flink itself gives it up. */
    private static final Duration SAVEPOINT_PATIENCE = Duration.ofMinutes(30);

    private final RestEndpoint endpoint;
    private final String id;
    private final Duration startPatience;

    RemoteJob(RestEndpoint endpoint, String id) {
        this(endpoint, id, START_PATIENCE);
    }

    /**
     * @param startPatience for how long a stop waits for tasks that start
     */
    RemoteJob(RestEndpoint endpoint, String id, Duration startPatience) {
        this.endpoint = endpoint;
        this.id = id;
        this.startPatience = startPatience;
    }

    /** Flink's id of it. */
    public String id() {
        return id;
    }

    /** Where it stands. */
    public JobStatus status() {
        return JobStatus.valueOf(endpoint.get(path("/status")).path("status").asText());
    }

    /** What it tells of itself. */
    public JobParameters parameters() {
        Map<String, String> values = new HashMap<>();
        JsonNode told = endpoint.get(path("/config")).path("execution-config").path("user-config");
        for (Map.Entry<String, JsonNode> value : told.properties()) {
            values.put(value.getKey(), value.getValue().asText());
        }
        return JobParameters.of(values);
    }

    /** Tasks that neither run nor have come to their end, each with its state; empty if none. */
    public Map<String, String> unreadyTasks() {
        Map<String, String> unready = new TreeMap<>();
        JsonNode job = endpoint.get(path(""));
        if (!job.path("state").asText().equals(JobStatus.RUNNING.name())) {
            unready.put("the job", job.path("state").asText());
        }
        Set<String> ready = Set.of("RUNNING", "FINISHED");
        for (JsonNode vertex : job.path("vertices")) {
            for (Map.Entry<String, JsonNode> state : vertex.path("tasks").properties()) {
                if (state.getValue().asInt() > 0 && !ready.contains(state.getKey())) {
                    unready.put(vertex.path("name").asText(), state.getKey());
                }
            }
        }
        return unready;
    }

    /** How many tasks train at once; empty for a job that is not Ratchet's. */
    public OptionalInt parallelism() {
        return train().map(train -> OptionalInt.of(train.path("parallelism").asInt()))
                .orElse(OptionalInt.empty());
    }

    private Optional<JsonNode> train() {
        for (JsonNode vertex : endpoint.get(path("")).path("vertices")) {
            if (vertex.path("name").asText().startsWith(TRAIN)) {
                return Optional.of(vertex);
            }
        }
        return Optional.empty();
    }

    /** A metric of the job itself, such as {@code numRestarts}; NaN while Flink has not got it. */
    public double metric(String name) {
        JsonNode metrics = endpoint.get(path("/metrics?get=" + name));
        return metrics.path(0).path("value").asDouble(Double.NaN);
    }

    /**
     * TRAIN's metrics, as far as Flink has them: for each name the largest value and the sum over
     * its tasks. Flink fetches them from the tasks when it is asked, and has none at first; later
     * they are some ten seconds old.
     */
    public Map<String, Metric> trainMetrics(Set<String> names) {
        String asked = TRAIN + "." + String.join("," + TRAIN + ".", names);
        Map<String, Metric> metrics = new HashMap<>();
        Optional<JsonNode> train = train();
        if (train.isEmpty()) {
            return metrics;
        }
        String vertex = train.get().path("id").asText();
        for (JsonNode metric :
                endpoint.get(
                        path(
                                Message.of(
                                        "/vertices/%s/subtasks/metrics?agg=max,sum&get=%s",
                                        vertex, asked)))) {
            metrics.put(
                    metric.path("id").asText().substring(TRAIN.length() + 1),
                    new Metric(
                            metric.path("max").asDouble(Double.NaN),
                            metric.path("sum").asDouble(Double.NaN)));
        }
        return metrics;
    }

    /**
     * What it has failed with last, and what becomes of it; empty where it has not failed, or has
     * ended. Flink asks itself for it when it is asked, so that it is some ten seconds old.
     */
    public Optional<RestartNote> lastRestart() {
        return RestartNote.of(coordinatorMetrics(RestartNote.METRICS));
    }

    /**
     * What its runs wait for, and have for some seconds, as a clause; empty where they do not. Some
     * ten seconds old.
     */
    public String inputWait() {
        return coordinatorMetrics(List.of(INPUT_WAIT)).getOrDefault(INPUT_WAIT, "");
    }

    private Map<String, String> coordinatorMetrics(List<String> names) {
        Optional<JsonNode> train = train();
        if (train.isEmpty()) {
            return Map.of();
        }
        String metrics = "/vertices/" + train.get().path("id").asText() + "/jm-operator-metrics";
        String asked = CoordinatorMetrics.asked(endpoint.get(path(metrics)), names);
        return asked.isEmpty()
                ? Map.of()
                : CoordinatorMetrics.read(endpoint.get(path(metrics + "?get=" + asked)));
    }

    /** For how many seconds its sink has waited for transactions of others; 0 if it does not. */
    public long sinkWaitSeconds() {
        return SinkWait.seconds(endpoint, path(""));
    }

    /**
     * A metric over the tasks of an operator.
     *
     * @param largest its largest value
     * @param sum the sum of its values
     */
    public record Metric(double largest, double sum) {
        /** What is not known yet. */
        public static final Metric UNKNOWN = new Metric(Double.NaN, Double.NaN);
    }

    /** The checkpoint or savepoint that was completed last. */
    public Optional<CompletedCheckpoint> lastCheckpoint() {
        JsonNode latest = endpoint.get(path("/checkpoints")).path("latest");
        Optional<CompletedCheckpoint> checkpoint = completed(latest.path("completed"));
        Optional<CompletedCheckpoint> savepoint = completed(latest.path("savepoint"));
        if (checkpoint.isPresent() && savepoint.isPresent()) {
            return checkpoint.get().id() > savepoint.get().id() ? checkpoint : savepoint;
        }
        return checkpoint.or(() -> savepoint);
    }

    private static Optional<CompletedCheckpoint> completed(JsonNode node) {
        if (!node.hasNonNull("id")) {
            return Optional.empty();
        }
        return Optional.of(
                new CompletedCheckpoint(
                        node.path("id").asLong(),
                        node.path("latest_ack_timestamp").asLong(),
                        node.path("checkpointed_size").asLong(),
                        node.path("end_to_end_duration").asLong(),
                        node.path("is_savepoint").asBoolean(),
                        node.path("external_path").asText()));
    }

    /** The failure that came last; empty if there was none. */
    public Optional<JobInterruption> lastInterruption() {
        JsonNode entry = newestException();
        if (entry.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : entry.path("failureLabels").properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return Optional.of(
                new JobInterruption(
                        entry.path("timestamp").asLong(),
                        entry.path("taskName").asText(""),
                        JobInterruption.deepestCause(entry.path("stacktrace").asText()),
                        labels));
    }

    /**
     * The stack trace of the failure that ended the job, which {@link #status} tells to have ended;
     * empty if there was none. Flink tells a job's state at once, and the rest as it stood up to
     * {@code web.refresh-interval} ago, so that the end is waited for there too.
     */
    public String endingStackTrace() {
        Waiting.until(
                STALENESS,
                LOOKED_EVERY,
                () ->
                        JobStatus.valueOf(endpoint.get(path("")).path("state").asText())
                                .isGloballyTerminalState());
        return newestException().path("stacktrace").asText("");
    }

    private JsonNode newestException() {
        return endpoint.get(path("/exceptions?maxExceptions=1"))
                .path("exceptionHistory")
                .path("entries")
                .path(0);
    }

    /**
     * Stops the job with a savepoint, and waits until both are done; before, for a moment, until
     * all of its tasks run.
     *
     * @param folder where the savepoint goes; empty for the cluster's own folder
     * @param drain whether the sources are taken for ended
     * @return the savepoint
     * @throws RestException if Flink does not; the job goes on then
     */
    public String stop(Optional<String> folder, boolean drain) {
        Map<String, String> unready = awaitReadyTasks();
        if (!unready.isEmpty()) {
            throw new RestException(
                    Message.of(
                            """
                            Job %s cannot be stopped with a savepoint yet, because not all of it \
                            runs: %s. Give the command again in a moment; 'ratchet status' shows \
                            what it waits for.""",
                            id, unready));
        }
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        folder.ifPresent(directory -> order.put("targetDirectory", directory));
        order.put("drain", drain);
        order.put("formatType", "CANONICAL");
        String request = endpoint.post(path("/stop"), order).path("request-id").asText();
        long begin = System.nanoTime();
        Optional<String> savepoint =
                Waiting.until(
                        SAVEPOINT_PATIENCE,
                        LOOKED_EVERY,
                        () -> savepoint(endpoint.get(path("/savepoints/" + request))),
                        Optional::isPresent);
        boolean hasEnded =
                Waiting.until(
                        SAVEPOINT_PATIENCE.minusNanos(System.nanoTime() - begin),
                        LOOKED_EVERY,
                        () -> status().isGloballyTerminalState());
        if (savepoint.isEmpty() || !hasEnded) {
            throw new RestException(
                    Message.of(
                            "Flink did not stop job %s within %s. Look at it in the web UI, %s.",
                            id, SAVEPOINT_PATIENCE, endpoint.address()));
        }
        return savepoint.get();
    }

    /** Those that are still not ready when the patience is over. */
    private Map<String, String> awaitReadyTasks() {
        return Waiting.until(
                startPatience,
                LOOKED_EVERY,
                this::unreadyTasks,
                unready -> unready.isEmpty() || status().isGloballyTerminalState());
    }

    private Optional<String> savepoint(JsonNode answer) {
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return Optional.empty();
        }
        JsonNode operation = answer.path("operation");
        if (operation.hasNonNull("location")) {
            return Optional.of(operation.path("location").asText());
        }
        String trace = operation.path("failure-cause").path("stack-trace").asText();
        throw new RestException(
                Message.of(
                        """
                        Flink did not stop job %s with a savepoint: %s. The job goes on. Give the \
                        command again when the cause is mended.""",
                        id, JobInterruption.deepestCause(trace)));
    }

    private String path(String below) {
        return "/jobs/" + id + below;
    }
}
