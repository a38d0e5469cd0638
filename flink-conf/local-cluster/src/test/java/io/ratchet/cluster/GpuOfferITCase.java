package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ratchet.job.rest.RestEndpoint;
import io.ratchet.job.waiting.Waiting;
import io.ratchet.training.device.DeviceLease;
import io.ratchet.training.device.EngineGpus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * GPUs on their way from a discovery script through a driver of Flink's to TRAIN, in a real task
 * manager. The script pretends: the engine sees none of its GPUs, and TRAIN says so.
 */
final class GpuOfferITCase {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final ClusterLayout ONE_OF_EACH = new ClusterLayout(1, 0, 1, 1, false);
    private static final String FLINKS_DRIVER =
            "org.apache.flink.externalresource.gpu.GPUDriverFactory";

    private static final Path PLUGINS = Path.of("../target/cluster/plugins").toAbsolutePath();
    private static final String GPU_PLUGIN = "external-resource-gpu";
    private static final String[] UNSEEN = {
        "The device 'gpu' is missing: Flink offers the GPUs [3, 7]", "sees 0 GPUs: its libtorch in"
    };
    private static final String SCRIPT = "bin/nvidia-gpu-discovery.sh";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void whatADriverOffersAndTheEngineDoesNotSeeIsRefused() throws Exception {
        assumeNoGpus();

        JsonNode failure = refusal("echo 7,3", ScriptedGpus.class.getName(), withScriptedGpus());

        assertThat(failure.path("stacktrace").asText()).contains(UNSEEN);
    }

    @Test
    void whatFlinksOwnDriverOffersIsRefusedTheSameWay() throws Exception {
        assumeNoGpus();
        assumeTrue(
                holdsDriver(PLUGINS.resolve(GPU_PLUGIN)),
                "Skipped: Flink's GPU driver is not in " + PLUGINS + "; 'mvn -Pgpu' fetches it.");

        JsonNode failure = refusal("echo 7,3", FLINKS_DRIVER, PLUGINS);

        assertThat(failure.path("stacktrace").asText()).contains(UNSEEN);
    }

    @Test
    void whatFlinkIsToShareOutAndDoesNotOfferIsNotTaken() throws Exception {
        JsonNode failure =
                refusal(
                        "echo 'No devices were found'; exit 6",
                        ScriptedGpus.class.getName(),
                        withScriptedGpus());

        assertThat(failure.path("stacktrace").asText())
                .contains("The device 'gpu' is missing: Flink's external resource 'gpu' is")
                .contains("configured, but offers none");
    }

    /** What a job that wants a GPU fails with; it is labelled as it should be. */
    private JsonNode refusal(String discovery, String driver, Path plugins) throws Exception {
        LocalCluster cluster =
                LocalCluster.start(
                        ONE_OF_EACH,
                        folder.resolve("cluster"),
                        twoPretendedGpus(discovery, driver),
                        new Installation(Installation.find().home(), plugins));
        try {
            RowsJob.fill(cluster.bootstrapServers());
            String job = new RowsJob(cluster, folder).submit("gpu");

            assertThat(Waiting.until(LONGEST, () -> state(cluster, job).equals("FAILED")))
                    .as(() -> "the job has failed, but is " + state(cluster, job))
                    .isTrue();
            JsonNode failure =
                    get(cluster, "/jobs/" + job + "/exceptions").at("/exceptionHistory/entries/0");
            assertThat(failure.at("/failureLabels/interruption").asText()).isEqualTo("persistent");
            assertThat(failure.at("/failureLabels/cause").asText()).isEqualTo("device-missing");
            return failure;
        } finally {
            cluster.stop();
        }
    }

    @Test
    void theScriptIsThere() {
        assertThat(Path.of("../target/cluster", SCRIPT)).isExecutable();
    }

    private static void assumeNoGpus() {
        EngineGpus gpus = DeviceLease.gpusOfThisMachine();
        assumeTrue(gpus.count() == 0, "Skipped: this machine has GPUs that need no pretence.");
    }

    /** A folder with the driver of these tests in place of Flink's. */
    private Path withScriptedGpus() throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        try (DirectoryStream<Path> shipped = Files.newDirectoryStream(PLUGINS)) {
            for (Path each : shipped) {
                if (!each.endsWith(GPU_PLUGIN)) {
                    Files.createSymbolicLink(plugins.resolve(each.getFileName()), each);
                }
            }
        }
        ScriptedGpus.writePlugin(plugins.resolve(GPU_PLUGIN));
        return plugins;
    }

    private static boolean holdsDriver(Path plugin) throws IOException {
        if (!Files.isDirectory(plugin)) {
            return false;
        }
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(plugin, "flink-external-resource-gpu-*.jar")) {
            return jars.iterator().hasNext();
        }
    }

    private Map<String, String> twoPretendedGpus(String discovery, String driver)
            throws IOException {
        Path script = folder.resolve("discover");
        Files.writeString(script, "#!/bin/sh\n" + discovery + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return Map.of(
                "external-resources",
                "gpu",
                "external-resource.gpu.driver-factory.class",
                driver,
                "external-resource.gpu.amount",
                "2",
                "external-resource.gpu.param.discovery-script.path",
                script.toString());
    }

    private static String state(LocalCluster cluster, String job) {
        return get(cluster, "/jobs/" + job).path("state").asText();
    }

    private static JsonNode get(LocalCluster cluster, String path) {
        return new RestEndpoint(cluster.restAddresses()).get(path);
    }
}
