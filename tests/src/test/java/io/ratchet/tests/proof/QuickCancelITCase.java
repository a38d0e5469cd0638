package io.ratchet.tests.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ratchet.job.configuration.JobConfiguration;
import io.ratchet.tests.support.Await;
import io.ratchet.tests.support.Faults;
import io.ratchet.tests.support.FourRuns;
import io.ratchet.tests.support.JobLife;
import io.ratchet.tests.support.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose queues are full tells in the web UI how it does, and is gone soon when cancelled. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class QuickCancelITCase {
    private static final String THREADS = "ratchet-training";
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final long STEP_NANOS = Duration.ofMillis(30).toNanos();
    private static final List<String> METRICS =
            List.of(
                    "step",
                    "loss",
                    "samplesPerSecond",
                    "queuedBatches",
                    "imageMillis",
                    "changedBytes");

    @TempDir Path folder;

    @Test
    void theWebInterfaceShowsTrainAndACancelledJobLeavesNoThread() throws Exception {
        try (TestBroker broker = TestBroker.start(folder.resolve("kafka"))) {
            JobConfiguration job = FourRuns.fill(broker, folder).job("cancelled", 2, Map.of());
            Faults.of("cancelled", STEP_NANOS);
            try (JobLife life = JobLife.start(job)) {
                Map<String, Double> shown = new HashMap<>();
                Await.until("TRAIN's metrics are shown", () -> isShown(life, shown));
                assertThat(shown.get("step")).isPositive();
                assertThat(shown.get("loss")).isPositive();
                assertThat(shown.get("samplesPerSecond")).isPositive();
                assertThat(shown.get("queuedBatches")).isPositive();
                assertThat(shown.get("changedBytes")).isPositive();
                assertThat(trainingThreads()).isEqualTo(2);

                life.cluster().cancel(life.id());

                Await.until(
                        "the job is cancelled",
                        QUICK,
                        () -> life.cluster().status(life.id()) == JobStatus.CANCELED);
                Await.until("training threads end", QUICK, () -> trainingThreads() == 0);
            }
        }
    }

    /** Asks for the metrics until each has been there with a value above 0, as they come late. */
    private static boolean isShown(JobLife life, Map<String, Double> shown) {
        try {
            String jobPath = "jobs/" + life.id();
            for (JsonNode vertex : get(life, jobPath).path("vertices")) {
                if (vertex.path("name").asText().contains("TRAIN")) {
                    String path = jobPath + "/vertices/" + vertex.path("id").asText();
                    read(life, path + "/subtasks/metrics", shown);
                }
            }
            return shown.keySet().containsAll(METRICS);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(JobLife life, String path, Map<String, Double> shown)
            throws IOException, InterruptedException {
        StringBuilder ids = new StringBuilder();
        for (JsonNode metric : get(life, path)) {
            String id = metric.path("id").asText();
            if (METRICS.stream().anyMatch(name -> id.endsWith("TRAIN." + name))) {
                ids.append(ids.isEmpty() ? "" : ",").append(id);
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        for (JsonNode metric : get(life, path + "?get=" + ids)) {
            String id = metric.path("id").asText();
            double most = metric.path("max").asDouble();
            if (most > 0) {
                shown.put(id.substring(id.lastIndexOf('.') + 1), most);
            }
        }
    }

    private static JsonNode get(JobLife life, String path)
            throws IOException, InterruptedException {
        URI address = life.cluster().webInterface().resolve("/" + path);
        return new ObjectMapper()
                .readTree(
                        HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(address).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body());
    }

    private static long trainingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(THREADS))
                .count();
    }
}
