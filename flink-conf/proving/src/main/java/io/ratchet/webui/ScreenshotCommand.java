package io.ratchet.webui;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.cli.ExitCode;
import io.ratchet.job.cli.Subcommand;
import io.ratchet.job.rest.RemoteJob;
import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.job.rest.RunningCluster;
import io.ratchet.job.waiting.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ratchet screenshot}: a picture of TRAIN's metrics in Flink's web UI. */
@Command(
        name = "screenshot",
        hidden = true,
        description = "Takes a picture of TRAIN's metrics in Flink's web UI.")
public final class ScreenshotCommand implements Subcommand {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 1150;

    /** So many values make a line; Flink fetches them every ten seconds. */
    private static final int POINTS = 7;

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration LOOKED_EVERY = Duration.ofSeconds(1);

    @Parameters(paramLabel = "JOB", description = "The job, by its configured id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(names = "--rest", required = true, description = "Where the web UI is.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI rest;

    @Option(names = "--browser", defaultValue = "chromium", description = "The browser.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String browser;

    @Option(names = "--png", required = true, description = "The picture.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path png;

    @Option(
            names = "--metrics",
            split = ",",
            defaultValue = "step,loss,samplesPerSecond,queuedBatches,imageMillis,changedBytes",
            description = "Which metrics. Default: ${DEFAULT-VALUE}.")
    private Set<String> metrics = new LinkedHashSet<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunningCluster cluster = new RunningCluster(List.of(rest));
        String id = cluster.liveJob(name).id();
        RemoteJob job = cluster.job(id);
        Path folder = Files.createTempDirectory("ratchet-browser-");
        try (Browser page = Browser.start(browser, folder, WIDTH, HEIGHT)) {
            awaitSteps(job, 1);
            page.open(cluster.page(id) + "/overview/" + trainVertex(id) + "/metrics");
            for (String metric : metrics) {
                add(page, "0.TRAIN." + metric);
            }
            makeRoom(page);
            awaitSteps(job, POINTS);
            Files.write(png, page.picture());
        }
        spec.commandLine().getOut().println("Wrote " + png);
        return ExitCode.DONE;
    }

    /** Folds the graph that stands beside the charts, so that their titles can be read. */
    private static void makeRoom(Browser page) {
        page.evaluate("document.querySelector('flink-job-overview-drawer .handler.full').click()");
    }

    private String trainVertex(String id) {
        for (JsonNode vertex :
                new RestEndpoint(List.of(rest)).get("/jobs/" + id).path("vertices")) {
            if (vertex.path("name").asText().startsWith("TRAIN")) {
                return vertex.path("id").asText();
            }
        }
        throw new BrowserException("Job " + id + " has no TRAIN; is it Ratchet's?");
    }

    /** Waits until the metric of steps has had so many values. */
    private static void awaitSteps(RemoteJob job, int values) {
        Set<Double> seen = new HashSet<>();
        boolean enough =
                Waiting.until(
                        LONGEST,
                        LOOKED_EVERY,
                        () -> {
                            RemoteJob.Metric step = job.trainMetrics(Set.of("step")).get("step");
                            if (step != null && step.largest() > 0) {
                                seen.add(step.largest());
                            }
                            return seen.size() >= values;
                        });
        if (!enough) {
            throw new BrowserException(
                    "TRAIN's step has had "
                            + seen.size()
                            + " values within "
                            + LONGEST
                            + ". Does the job train?");
        }
    }

    /** Chooses a metric from the page's list, as somebody would who types its name. */
    private static void add(Browser page, String metric) {
        page.awaitTrue(
                "the page has a list of metrics",
                "document.querySelector('flink-job-overview-drawer-chart nz-select') !== null");
        page.evaluate(
                "document.querySelector('flink-job-overview-drawer-chart nz-select').click()");
        page.awaitTrue(
                "the list opens",
                "document.querySelector('flink-job-overview-drawer-chart nz-select input') !== null"
                        + " && document.querySelector('nz-option-item') !== null");
        page.evaluate(
                """
                (() => {
                  const input =
                      document.querySelector('flink-job-overview-drawer-chart nz-select input');
                  input.value = '%s';
                  input.dispatchEvent(new Event('input', {bubbles: true}));
                })()
                """
                        .formatted(metric));
        page.awaitTrue(
                "metric " + metric + " is in the list, and is chosen",
                """
                (() => {
                  const option = [...document.querySelectorAll('nz-option-item')]
                      .find(each => each.textContent.trim() === '%s');
                  if (option) { option.click(); }
                  return option !== undefined;
                })()
                """
                        .formatted(metric));
        page.awaitTrue(
                "a chart of " + metric,
                "[...document.querySelectorAll('flink-job-chart')]"
                        + ".some(each => each.textContent.includes('"
                        + metric
                        + "'))");
    }
}
