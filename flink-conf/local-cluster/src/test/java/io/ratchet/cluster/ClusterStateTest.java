package io.ratchet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ratchet.job.rest.ClusterAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit fills it
    Path path;

    @Test
    void tellsCommandsWhereTheClusterIsAndIsReadAgain() throws Exception {
        ClusterFolder folder = new ClusterFolder(path);
        Files.createDirectories(path);
        ClusterState state =
                ClusterState.choose(new ClusterLayout(1, 1, 1, 1, true), Optional.empty());

        state.write(folder);

        ClusterAddress address = ClusterAddress.read(folder.state());
        assertThat(address.rest())
                .containsExactly(
                        URI.create("http://localhost:" + state.rest().get(0)),
                        URI.create("http://localhost:" + state.rest().get(1)));
        assertThat(address.bootstrap()).hasValue(state.bootstrapServers());
        assertThat(ClusterState.read(folder)).hasValue(state);
    }
}
