package io.ratchet.job.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAddressTest {
    private static final String CONFIG =
            """
            [{"key": "rest.address", "value": "localhost"},
             {"key": "%s", "value": "%s"}]
            """;

    @TempDir Path folder;

    @Test
    void isFoundWhileItsProcessSaysSo() throws Exception {
        URI address = URI.create("http://localhost:8082");
        Files.writeString(folder.resolve("999999999"), "http://localhost:8083\n");
        Files.writeString(folder.resolve("notes.txt"), "http://localhost:8084\n");

        try (TrainAddress told = TrainAddress.publish(folder, address)) {
            assertThat(told).isNotNull();
            assertThat(TrainAddress.live(folder)).containsExactly(address);
        }
        assertThat(TrainAddress.live(folder)).isEmpty();
        assertThat(TrainAddress.live(folder.resolve("none"))).isEmpty();
    }

    @Test
    void anUnnamedFlinkOfAnotherFolderIsNotActedOn() throws Exception {
        try (CannedRest rest = new CannedRest()) {
            rest.answer("GET /jobs/overview", "{\"jobs\": []}");
            RunningCluster unnamed = RunningCluster.unnamed(rest.address(), folder);

            rest.answer(
                    "GET /jobmanager/config", CONFIG.formatted(TrainAddress.OWNER, "/elsewhere"));
            assertThatThrownBy(() -> unnamed.liveJob("c"))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("belongs to a 'ratchet train' in /elsewhere")
                    .hasMessageContaining("--rest");

            rest.answer("GET /jobmanager/config", CONFIG.formatted(TrainAddress.OWNER, folder));
            assertThat(unnamed.jobs()).isEmpty();
            rest.answer("GET /jobmanager/config", CONFIG.formatted("other", "/elsewhere"));
            assertThat(unnamed.jobs()).isEmpty();
        }
    }

    @Test
    void saysHowAJobElsewhereIsStopped() throws Exception {
        try (CannedRest rest = new CannedRest()) {
            rest.answer("GET /jobs/overview", "{\"jobs\": []}");

            assertThatThrownBy(() -> new RunningCluster(List.of(rest.address())).liveJob("c"))
                    .hasMessageContaining("No job 'c'")
                    .hasMessageContaining("--rest")
                    .hasMessageContaining("Ctrl-C");
        }
    }
}
