package io.ratchet.job.rest;

import io.ratchet.job.message.Message;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits jobs to a running Flink. */
public final class JobSubmitter {
    private static final Logger LOG = LoggerFactory.getLogger(JobSubmitter.class);

    /** How often whoever answers is asked: a job manager may be lost at any moment. */
    private static final int ROUNDS = 3;

    private static final int ATTEMPTS = 3;
    private static final int HTTP_PORT = 80;

    private JobSubmitter() {}

    /**
     * Submits a job. It is claimed by then, and nobody else trains it: where a job manager does not
     * take it, because it is lost or no longer leads, the one that takes over is asked.
     *
     * @param cluster the Flink
     * @param graph the job, with its settings
     * @param jar the job's code; empty where the cluster has it
     * @return Flink's id of the job
     * @throws RestException if it is refused
     */
    public static String submit(RunningCluster cluster, StreamGraph graph, Optional<Path> jar)
            throws InterruptedException {
        JobGraph job = graph.getJobGraph();
        jar.ifPresent(
                file ->
                        job.addJar(
                                new org.apache.flink.core.fs.Path(
                                        file.toAbsolutePath().normalize().toUri())));
        String id = job.getJobID().toHexString();
        for (int round = 1; ; round++) {
            URI address = cluster.answeringAddress();
            try {
                submit(address, job);
                return id;
            } catch (RestException refusal) {
                if (cluster.hasTaken(id)) {
                    LOG.info("Flink has taken job {}, and its answer was lost", id, refusal);
                    return id;
                }
                if (round == ROUNDS) {
                    throw refusal;
                }
            }
        }
    }

    private static void submit(URI address, JobGraph job) throws InterruptedException {
        try (RestClusterClient<String> client =
                new RestClusterClient<>(settings(address), address.toString())) {
            client.submitJob(job).get();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RestException(
                    Message.of(
                            "Flink at %s did not take the job: %s. Its log says more.",
                            address, deepestMessage(cause)),
                    cause);
        }
    }

    private static Configuration settings(URI address) {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, address.getHost());
        settings.set(RestOptions.PORT, address.getPort() < 0 ? HTTP_PORT : address.getPort());
        settings.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
        settings.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
        return settings;
    }

    private static String deepestMessage(Throwable failure) {
        Throwable cause = ExceptionUtils.stripCompletionException(failure);
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String trace = String.valueOf(cause.getMessage());
        // An error of the cluster comes as its whole stack trace.
        return trace.contains("Caused by: ")
                ? JobInterruption.deepestCause(trace)
                : trace.lines().filter(line -> !line.isBlank()).findFirst().orElse(trace);
    }
}
