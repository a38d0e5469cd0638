package io.ratchet.job.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.message.Message;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;

/** A Flink that runs by itself. */
public final class RunningCluster {
    private static final String HINT =
            " Give --rest for one elsewhere; Ctrl-C ends 'ratchet train' where it runs.";

    private final RestEndpoint endpoint;
    private final Optional<Path> here;

    /**
     * @param addresses where the web UIs of its job managers are; at least one
     */
    public RunningCluster(List<URI> addresses) {
        this(new RestEndpoint(addresses));
    }

    /**
     * @param endpoint its REST interface
     */
    public RunningCluster(RestEndpoint endpoint) {
        this(endpoint, Optional.empty());
    }

    private RunningCluster(RestEndpoint endpoint, Optional<Path> here) {
        this.endpoint = endpoint;
        this.here = here;
    }

    /**
     * One that nobody has named, at an address where one usually is: that of a {@code ratchet
     * train} of another folder is not acted on.
     *
     * @param address where its web UI would be
     * @param here the folder that the command is given in
     */
    public static RunningCluster unnamed(URI address, Path here) {
        return new RunningCluster(new RestEndpoint(List.of(address)), Optional.of(here));
    }

    /** Whose it is, if it is that of a {@code ratchet train} of another folder. */
    private Optional<String> foreignFolder() {
        if (here.isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode setting : endpoint.get("/jobmanager/config")) {
            if (setting.path("key").asText().equals(TrainAddress.OWNER)) {
                String folder = setting.path("value").asText();
                return Optional.of(folder).filter(one -> !one.equals(here.get().toString()));
            }
        }
        return Optional.empty();
    }

    /** Where its web UI is: that of the job manager that answered last. */
    public URI address() {
        return endpoint.address();
    }

    /**
     * Where the web UI of a job manager is that answers now; one that takes over is waited for.
     *
     * @throws UnreachableException if none does in time
     */
    URI answeringAddress() {
        Patience.ask(() -> endpoint.get("/overview"));
        return address();
    }

    /** Whether it has a job that has not ended; a job manager that takes over is waited for. */
    boolean hasTaken(String id) {
        return Patience.ask(() -> jobs(id)).stream().anyMatch(JobSummary::isLive);
    }

    /** All jobs that it knows of, the newest first. */
    public List<JobSummary> jobs() {
        Optional<String> foreign = foreignFolder();
        if (foreign.isPresent()) {
            throw new RestException(
                    Message.of(
                            """
                            No Flink of this folder is known, and that at %s belongs to a 'ratchet \
                            train' in %s. Give the command there, or say with --rest which one is \
                            meant.""",
                            address(), foreign.get()));
        }
        List<JobSummary> jobs = new ArrayList<>();
        for (JsonNode job : endpoint.get("/jobs/overview").path("jobs")) {
            jobs.add(
                    new JobSummary(
                            job.path("jid").asText(),
                            job.path("name").asText(),
                            JobStatus.valueOf(job.path("state").asText()),
                            job.path("start-time").asLong()));
        }
        jobs.sort(Comparator.comparingLong(JobSummary::startMillis).reversed());
        return jobs;
    }

    /** The jobs that have this name, or this Flink id, the newest first. */
    public List<JobSummary> jobs(String nameOrId) {
        return named(jobs(), nameOrId);
    }

    private static List<JobSummary> named(List<JobSummary> jobs, String nameOrId) {
        return jobs.stream()
                .filter(job -> job.name().equals(nameOrId) || job.id().equals(nameOrId))
                .toList();
    }

    /** The web UI's page of a job. */
    public String page(String id) {
        return address() + "/#/job/running/" + id;
    }

    /** What is known of a job. */
    public RemoteJob job(String id) {
        return new RemoteJob(endpoint, id);
    }

    /**
     * The one job of this name or id that has not ended.
     *
     * @throws RestException if there is none, or more than one
     */
    public JobSummary liveJob(String nameOrId) {
        List<JobSummary> all = jobs();
        List<JobSummary> named = named(all, nameOrId);
        List<JobSummary> live = named.stream().filter(JobSummary::isLive).toList();
        if (live.size() > 1) {
            throw new RestException(
                    Message.of(
                            """
                            '%s' is the name of %s jobs at %s: %s. Only the newest start of a job \
                            trains on; give the id of the one that you mean.""",
                            nameOrId, live.size(), address(), list(live)));
        }
        if (live.isEmpty()) {
            List<JobSummary> others = all.stream().filter(JobSummary::isLive).toList();
            throw new RestException(
                    Message.of(
                            "%s. %s",
                            named.isEmpty()
                                    ? "No job '" + nameOrId + "' at " + address()
                                    : Message.of(
                                            "Job '%s' at %s has ended already: %s",
                                            nameOrId, address(), list(named)),
                            (others.isEmpty()
                                            ? "No job runs there."
                                            : "These run there: " + list(others) + ".")
                                    + HINT));
        }
        return live.get(0);
    }

    /**
     * A second start would take the job over, and the first compute in vain.
     *
     * @throws RestException if a job of this name has not ended
     */
    public void requireNotRunning(String job) {
        List<JobSummary> live = jobs(job).stream().filter(JobSummary::isLive).toList();
        if (!live.isEmpty()) {
            throw new RestException(
                    Message.of(
                            """
                            Job '%s' runs already at %s: %s. Two of one id would stop each other. \
                            Stop it first, with 'ratchet stop %s', or wait for its end.""",
                            job, address(), list(live), job));
        }
    }

    private static String list(List<JobSummary> jobs) {
        return jobs.stream().map(JobSummary::toString).collect(Collectors.joining(", "));
    }
}
